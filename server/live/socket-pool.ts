import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Closing } from '@/lib/live/events';

const MAX_BUFFERED = 1_000_000;
const PING_MS = 30_000;
const FAREWELL_MS = 1_000;
/** RFC 6455: a message that breaks the rules of whoever takes it. */
const WRONG_WISH = 1008;

/** Plain WebSocket clients, each with what it follows. */
export interface SocketPool<Wish> {
  /** @param greeting sent first, when there is one */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, wish: Wish, greeting?: string): void;
  /** Opens the socket to say what is wrong with a wish, since a browser tells a page nothing of a refused one, and closes it. */
  refuse(request: IncomingMessage, socket: Duplex, head: Buffer, why: string, reason: string): void;
  /** Calls back for every client that can be sent to now; one that does not read is cut off and comes back. */
  each(visit: (client: WebSocket, wish: Wish) => void): void;
  clients(): number;
  close(closing: Closing): void;
}

/** RFC 6455: what a close may say fits into one control frame. */
const LONGEST_REASON_BYTES = 123;

function cutOff(reason: string): string {
  const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(LONGEST_REASON_BYTES));
  return reason.slice(0, read);
}

export function createSocketPool<Wish>(): SocketPool<Wish> {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4_096, perMessageDeflate: false });
  const clients = new Map<WebSocket, Wish>();
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
    upgrade(request, socket, head, wish, greeting) {
      server.handleUpgrade(request, socket, head, (client) => {
        clients.set(client, wish);
        alive.add(client);
        client.on('pong', () => alive.add(client));
        client.on('error', () => client.terminate());
        client.on('close', () => clients.delete(client));
        if (greeting !== undefined) client.send(greeting);
      });
    },
    refuse(request, socket, head, why, reason) {
      server.handleUpgrade(request, socket, head, (client) => {
        client.on('error', () => client.terminate());
        client.send(why);
        client.close(WRONG_WISH, cutOff(reason));
        setTimeout(() => client.terminate(), FAREWELL_MS);
      });
    },
    each(visit) {
      for (const [client, wish] of clients) {
        if (client.bufferedAmount > MAX_BUFFERED) client.terminate();
        if (client.readyState === WebSocket.OPEN) visit(client, wish);
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
