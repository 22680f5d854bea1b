import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { isSmpError } from '@/lib/errors';
import { parseParameters } from '@/lib/http/query';
import type { Closing } from '@/lib/live/events';
import type { AlertFeed } from '@/lib/services/alert-feed';
import { createSocketPool } from './socket-pool';
import { refuseWish } from './wish-error';

const NOTHING = z.strictObject({});

export interface AlertSockets {
  /** Takes over a request for `/api/alerts/ws`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  clients(): number;
  close(closing: Closing): void;
}

/**
 * `WS /api/alerts/ws`: first one message `{"type":"alerts", seq, alerts}` with all that is open, then each changed
 * alert as `{"type":"alert", seq, …}`. After a lost connection the first message says all anew. It follows all alerts: who
 * asks for some is told so by one `error` that names the field, and the socket is closed.
 */
export function createAlertSockets(feed: AlertFeed): AlertSockets {
  const pool = createSocketPool<null>();
  const stop = feed.subscribe((news) => {
    if (pool.clients() === 0) return;
    const text = JSON.stringify(news);
    pool.each((client) => client.send(text));
  });
  return {
    upgrade(request, socket, head) {
      try {
        parseParameters(new URL(request.url ?? '', 'http://localhost').searchParams, NOTHING);
        pool.upgrade(request, socket, head, null, JSON.stringify({ type: 'alerts', ...feed.open() }));
      } catch (error) {
        if (!isSmpError(error)) throw error;
        refuseWish(pool, request, socket, head, error);
      }
    },
    clients: pool.clients,
    close(closing) {
      stop();
      pool.close(closing);
    },
  };
}
