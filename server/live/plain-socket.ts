import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Closing, PriceFrame, PriceUpdate } from '@/lib/live/events';
import { createSocketPool } from './socket-pool';

/** What one client follows; an absent member follows all. */
interface Filter {
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
 * a `sync` with the ledger size after every frame, so that a client knows what it has not missed.
 *
 * @param regionOf number of a region given by number or name; `null` for none
 */
export function createPlainSockets(regionOf: (text: string) => number | null): PlainSockets {
  const pool = createSocketPool<Filter>();
  let reached = 0;
  return {
    upgrade: (request, socket, head) =>
      pool.upgrade(request, socket, head, readFilter(request.url ?? '', regionOf)),
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

function readFilter(url: string, regionOf: (text: string) => number | null): Filter {
  const query = new URL(url, 'http://localhost').searchParams;
  const region = query.get('region');
  return {
    commodity: query.get('commodity') || null,
    market: query.get('market_id') || null,
    // A region that nobody knows follows nothing, rather than everything.
    region: region ? (regionOf(region) ?? -1) : null,
  };
}

function follows(filter: Filter, update: PriceUpdate): boolean {
  return (
    (filter.commodity === null || filter.commodity === update.commodity) &&
    (filter.market === null || filter.market === update.market_id) &&
    (filter.region === null || filter.region === update.region_id)
  );
}
