import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Closing } from '@/lib/live/events';
import type { AlertFeed } from '@/lib/services/alert-feed';
import { createSocketPool } from './socket-pool';

export interface AlertSockets {
  /** Takes over a request for `/api/alerts/ws`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  clients(): number;
  close(closing: Closing): void;
}

/**
 * `WS /api/alerts/ws`: first one message `{"type":"alerts", seq, alerts}` with all that is open, then each changed
 * alert as `{"type":"alert", seq, …}`. After a lost connection the first message says all anew.
 */
export function createAlertSockets(feed: AlertFeed): AlertSockets {
  const pool = createSocketPool<null>();
  const stop = feed.subscribe((news) => {
    if (pool.clients() === 0) return;
    const text = JSON.stringify(news);
    pool.each((client) => client.send(text));
  });
  return {
    upgrade: (request, socket, head) =>
      pool.upgrade(request, socket, head, null, JSON.stringify({ type: 'alerts', ...feed.open() })),
    clients: pool.clients,
    close(closing) {
      stop();
      pool.close(closing);
    },
  };
}
