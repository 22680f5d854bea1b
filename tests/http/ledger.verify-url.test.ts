import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { registerTestDevice } from '../support/device';
import { servedPolicy } from '../support/published-ledger';
import { startSmp } from '../support/run-smp';

const url = inject('serverUrl');

/** Stands between a server and whoever checks it, and changes what passes. */
async function tamperingProxy(change: (path: string, body: Buffer) => Buffer): Promise<Server> {
  const proxy = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const answer = await fetch(url + path, { headers: { 'accept-encoding': 'identity' } });
    response.writeHead(answer.status);
    response.end(change(path, Buffer.from(await answer.arrayBuffer())));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return proxy;
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/ledger`;

describe('`smp ledger verify --url` on a running server', () => {
  let folder: string;
  let index = -1;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verify url '));
    const device = await registerTestDevice(url, inject('adminToken'));
    const answer = await device.post(device.reading({ prices: { 'beras-medium': 13_457 } }));
    index = ((await answer.json()) as { prices: { ledger_index: number }[] }).prices[0]?.ledger_index ?? -1;
    expect((await fetch(`${url}/ledger/proof/${index}`)).status).toBe(200);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const verify = (...args: readonly string[]) =>
    startSmp({ dataDir: folder, env: { LOG_LEVEL: 'error' } }, ['ledger', 'verify', ...args]).ended;

  it('accepts the log, remembers its keys and how far it came, and goes on from there', async () => {
    const state = ['--state', join(folder, 'good.json')];
    const first = await verify('--url', `${url}/ledger`, ...state);
    expect(first.code, first.out).toBe(0);
    expect(first.out).toMatch(/believed from now on: /);
    expect(first.out).toMatch(/^verified \d+ leaves of /m);
    const again = await verify('--url', `${url}/ledger/`, ...state);
    expect(again.code).toBe(0);
    expect(again.out).not.toMatch(/believed/);
  });

  it('finds the log by the address of the platform alone', async () => {
    const found = await verify('--url', url, '--state', join(folder, 'platform.json'));
    expect(found).toMatchObject({ code: 0, out: expect.stringMatching(/^verified \d+ leaves of /m) });
  });

  it.each([
    ['--url', 'localhost:3000'],
    ['--dir', '/nowhere'],
    ['--database', '--url', 'http://127.0.0.1/ledger'],
  ])('takes %s %s for bad usage, and not for a ledger that does not hold', async (...args) => {
    expect((await verify(...args)).code).toBe(2);
  });

  it('names the leaf that somebody on the way changed', async () => {
    const proxy = await tamperingProxy((path, body) => {
      if (!path.startsWith('/ledger/tile/entries/')) return body;
      const at = body.indexOf(`smp-ledger/v1 price ${index}\n`);
      const price = at < 0 ? -1 : body.indexOf('"price":13457', at);
      if (price >= 0) body.write('"price":13458', price);
      return body;
    });
    const found = await verify('--url', addressOf(proxy), '--state', join(folder, 'bad.json'));
    proxy.close();
    expect(found).toMatchObject({
      code: 1,
      out: expect.stringContaining(`NOT VERIFIED at leaf ${index}: `),
    });
  });

  it('refuses a checkpoint whose root or signature was changed', async () => {
    const { vkeys } = await servedPolicy(url);
    const proxy = await tamperingProxy((path, body) =>
      path === '/ledger/checkpoint' ? Buffer.from(body.toString().replace(/\n(\d+)\n/, '\n1$1\n')) : body,
    );
    const key = vkeys.flatMap((vkey) => ['--key', vkey]);
    const found = await verify('--url', addressOf(proxy), '--state', join(folder, 'root.json'), ...key);
    proxy.close();
    expect(found).toMatchObject({ code: 1, out: expect.stringMatching(/^NOT VERIFIED: /m) });
  });

  it('checks an exported stretch against given keys, and names the leaf that was changed in it', async () => {
    const { vkeys } = await servedPolicy(url);
    const key = vkeys.flatMap((vkey) => ['--key', vkey]);
    const response = await fetch(`${url}/ledger/export?from=0&to=${index + 1}`);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const text = await response.text();
    const file = join(folder, 'export.ndjson');
    await writeFile(file, text);
    expect(await verify('--export', file, ...key)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`verified leaves 0 to ${index} of `),
    });
    await writeFile(file, text.replace('\\"price\\":13457', '\\"price\\":13458'));
    expect(await verify('--export', file, ...key)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`NOT VERIFIED at leaf ${index}: `),
    });
    expect((await verify('--export', file)).code).toBe(2);
  });
});
