import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isSmpError } from '@/lib/errors';
import type { Closing, PriceFrame, PriceUpdate } from '@/lib/live/events';
import { createSocketPool } from './socket-pool';
import { refuseWish } from './wish-error';

/** What one client follows; `null` follows all. */
export interface Filter {
  readonly commodity: string | null;
  readonly market: string | null;
  /** Kemendagri number. */
  readonly region: number | null;
}

export interface PlainSockets {
  /** Takes over a request for `/ws/prices`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  sendFrame(frame: PriceFrame): void;
  clients(): number;
  close(closing: Closing): void;
}

/**
 * `WS /ws/prices?commodity=&market_id=&region=`: one JSON `price_update` a price, each with its `seq`, and
 * a `sync` with the ledger size after every frame, so that a client knows what it has not missed. A wish that cannot be
 * met is answered with one `error` that names the field, and the socket is closed.
 *
 * @param readWish what a query asks for; throws an SmpError that names the field
 */
export function createPlainSockets(readWish: (query: URLSearchParams) => Filter): PlainSockets {
  const pool = createSocketPool<Filter>();
  let reached = 0;
  return {
    upgrade(request, socket, head) {
      try {
        const query = new URL(request.url ?? '', 'http://localhost').searchParams;
        pool.upgrade(request, socket, head, readWish(query));
      } catch (error) {
        if (!isSmpError(error)) throw error;
        refuseWish(pool, request, socket, head, error);
      }
    },
    sendFrame(frame) {
      // What another process wrote is told a little later than what came after it here.
      reached = Math.max(reached, frame.to);
      if (pool.clients() === 0) return;
      const texts = frame.updates.map((u) => Buffer.from(JSON.stringify(u)));
      const sync = Buffer.from(JSON.stringify({ type: 'sync', seq: reached, at: frame.at }));
      pool.each((client, filter) => {
        frame.updates.forEach((update, i) => {
          const text = texts[i];
          if (text !== undefined && follows(filter, update)) client.send(text, { binary: false });
        });
        client.send(sync, { binary: false });
      });
    },
    clients: pool.clients,
    close: pool.close,
  };
}

/** Whether an update is among what is followed. */
export function follows(filter: Filter, update: PriceUpdate): boolean {
  return (
    (filter.commodity === null || filter.commodity === update.commodity) &&
    (filter.market === null || filter.market === update.market_id) &&
    (filter.region === null || filter.region === update.region_id)
  );
}
