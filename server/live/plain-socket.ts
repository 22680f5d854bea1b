import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Closing, PriceFrame, PriceUpdate } from '@/lib/live/events';

const MAX_BUFFERED = 1_000_000;
const PING_MS = 30_000;
const FAREWELL_MS = 1_000;

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
  const server = new WebSocketServer({ noServer: true, maxPayload: 4_096, perMessageDeflate: false });
  const clients = new Map<WebSocket, Filter>();
  const alive = new WeakSet<WebSocket>();
  const pings = setInterval(() => {
    for (const client of clients.keys()) {
      if (!alive.has(client)) client.terminate();
      alive.delete(client);
      client.ping();
    }
  }, PING_MS);
  pings.unref();

  return {
    upgrade(request, socket, head) {
      const filter = readFilter(request.url ?? '', regionOf);
      server.handleUpgrade(request, socket, head, (client) => {
        clients.set(client, filter);
        alive.add(client);
        client.on('pong', () => alive.add(client));
        client.on('error', () => client.terminate());
        client.on('close', () => clients.delete(client));
      });
    },
    sendFrame(frame) {
      if (clients.size === 0) return;
      const texts = frame.updates.map((u) => Buffer.from(JSON.stringify(u)));
      const sync = Buffer.from(JSON.stringify({ type: 'sync', seq: frame.to, at: frame.at }));
      for (const [client, filter] of clients) {
        // A client that does not read is cut off; it comes back and asks for what it missed.
        if (client.bufferedAmount > MAX_BUFFERED) client.terminate();
        if (client.readyState !== WebSocket.OPEN) continue;
        frame.updates.forEach((update, i) => {
          const text = texts[i];
          if (text !== undefined && follows(filter, update)) client.send(text, { binary: false });
        });
        client.send(sync, { binary: false });
      }
    },
    clients: () => clients.size,
    close(closing) {
      clearInterval(pings);
      for (const client of clients.keys()) {
        client.send(JSON.stringify({ type: 'closing', ...closing }));
        client.close(1001, 'the server restarts');
      }
      // Who does not answer the farewell is not waited for.
      setTimeout(() => {
        for (const client of clients.keys()) client.terminate();
      }, FAREWELL_MS);
      server.close();
    },
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
