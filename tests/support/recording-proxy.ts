import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Passed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Somebody between a device and its server, who sees every request and may change its body. */
export interface RecordingProxy {
  readonly url: string;
  readonly passed: readonly Passed[];
  /** @param how what becomes of each body from now on; `null` leaves them alone */
  change(how: ((body: Buffer) => Buffer) | null): void;
  close(): Promise<void>;
}

export async function openRecordingProxy(target: string): Promise<RecordingProxy> {
  const passed: Passed[] = [];
  let change: ((body: Buffer) => Buffer) | null = null;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method = 'GET', url = '/', headers } = request;
    passed.push({ path: url, headers, body });
    const { authorization, 'content-type': type, 'x-smp-signature': signature } = headers;
    const answer = await fetch(target + url, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(type === undefined ? {} : { 'content-type': type }),
        ...(typeof signature === 'string' ? { 'x-smp-signature': signature } : {}),
      },
      ...(method === 'GET' ? {} : { body: new Uint8Array(change === null ? body : change(body)) }),
    });
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
      date: answer.headers.get('date') ?? new Date().toUTCString(),
    });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    passed,
    change(how) {
      change = how;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
