import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Where a conversation with the database is cut: before a statement gets there, so that it is not carried out, or
 * after it was carried out and before the answer is told.
 */
export type CutSide = 'before' | 'after';

/** A way to a database that can be cut at any statement. */
export interface CutProxy {
  /** Address of the same database through the proxy. */
  readonly url: string;
  /** Cuts the connection of the `n`-th statement from now on, counted over all connections from 1. */
  arm(n: number, side: CutSide): void;
  /** @returns whether it was cut since */
  disarm(): boolean;
  close(): Promise<void>;
}

export async function openCutProxy(databaseUrl: string): Promise<CutProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let left: { n: number; side: CutSide } | null = null;
  let cut = false;

  /** Called for every statement on its way. */
  function sideNow(): CutSide | null {
    if (left === null || --left.n > 0) return null;
    const { side } = left;
    left = null;
    cut = true;
    return side;
  }

  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    carry(client, upstream, sideNow);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(databaseUrl);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.toString(),
    arm(n, side) {
      left = { n, side };
      cut = false;
    },
    disarm() {
      left = null;
      return cut;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A simple query, and the end of an extended one. */
const STATEMENT_ENDS = ['Q', 'S'];
const READY = 'Z';

/** Hands on whole messages of PostgreSQL's protocol, and cuts where it is told to. */
function carry(client: Socket, upstream: Socket, sideNow: () => CutSide | null): void {
  let sent = 0;
  let answered = 0;
  /** Number of the answer that is withheld. */
  let withheld = Number.POSITIVE_INFINITY;
  // The first message of a client has no letter; the first "ready" answers no statement.
  client.on(
    'data',
    messages(true, (type, bytes) => {
      if (client.destroyed) return;
      if (STATEMENT_ENDS.includes(type)) {
        sent++;
        const side = sideNow();
        if (side === 'before') return void client.destroy();
        if (side === 'after') withheld = sent;
      }
      if (sent <= withheld) upstream.write(bytes);
    }),
  );
  upstream.on(
    'data',
    messages(false, (type, bytes) => {
      if (client.destroyed) return;
      const answering = answered;
      if (type === READY) answered++;
      if (answering < withheld) client.write(bytes);
      else if (type === READY) client.destroy();
    }),
  );
}

/** Splits a stream into messages: a letter, four bytes of length that count themselves, and the rest. */
function messages(bare: boolean, take: (type: string, bytes: Buffer) => void): (chunk: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  let letter = bare ? 0 : 1;
  return (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= letter + 4) {
      const length = letter + held.readUInt32BE(letter);
      if (held.length < length) return;
      const whole = held.subarray(0, length);
      held = held.subarray(length);
      const type = letter === 0 ? '' : String.fromCharCode(whole[0] ?? 0);
      letter = 1;
      take(type, whole);
    }
  };
}
