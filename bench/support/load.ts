import { connect, type Socket } from 'node:net';

/** What a load run measured. */
export interface LoadResult {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly answers: number;
  /** Answers by status. */
  readonly statuses: ReadonlyMap<number, number>;
}

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Between an answer and the next request of a connection; none when it is absent. */
  readonly pauseMs?: number;
  /** The bytes of request number `n` of connection `c`; every one is sent once. */
  readonly request: (connection: number, n: number) => Buffer;
}

const HEADER_END = Buffer.from('\r\n\r\n');

/**
 * Keeps every connection busy with one request at a time. Raw sockets, so that the sender takes as little
 * as possible of a machine that it shares with what is measured. One second of warming up is not counted.
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const times: number[] = [];
  const statuses = new Map<number, number>();
  const countFrom = performance.now() + 1_000;
  const end = countFrom + options.seconds * 1_000;
  const lanes = Array.from({ length: options.connections }, (_, c) => lane(options, c, end, record));
  function record(status: number, startedAt: number, endedAt: number): void {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (startedAt >= countFrom) times.push(endedAt - startedAt);
  }
  await Promise.all(lanes);
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    rate: times.length / options.seconds,
    p50: at(0.5),
    p99: at(0.99),
    answers: times.length,
    statuses,
  };
}

function lane(
  options: LoadOptions,
  connection: number,
  end: number,
  record: (status: number, startedAt: number, endedAt: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true });
    let n = 0;
    let startedAt = 0;
    let held = Buffer.alloc(0);
    const send = () => {
      startedAt = performance.now();
      socket.write(options.request(connection, n++));
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => resolve());
    socket.on('data', (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const answer = takeAnswer(held);
      if (answer === null) return;
      held = held.subarray(answer.length);
      const now = performance.now();
      record(answer.status, startedAt, now);
      if (now >= end) socket.end();
      else if (options.pauseMs === undefined) send();
      else setTimeout(send, options.pauseMs);
    });
  });
}

/** The first whole answer in the bytes; `null` while it is not all there. */
function takeAnswer(bytes: Buffer): { status: number; length: number } | null {
  const headEnd = bytes.indexOf(HEADER_END);
  if (headEnd < 0) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const said = /content-length: (\d+)/i.exec(head)?.[1];
  if (said === undefined) {
    const last = bytes.indexOf('0\r\n\r\n', headEnd);
    return last < 0 ? null : { status, length: last + 5 };
  }
  const length = headEnd + 4 + Number(said);
  return bytes.length < length ? null : { status, length };
}

/** A POST with a JSON body as bytes. */
export function postBytes(path: string, token: string | null, body: string): Buffer {
  const authorization = token === null ? '' : `authorization: Bearer ${token}\r\n`;
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${authorization}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
  );
}

/** A GET as bytes. */
export function getBytes(path: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
}
