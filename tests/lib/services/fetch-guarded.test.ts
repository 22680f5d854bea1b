import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type FetchGuard, fetchGuarded, type HostAddress } from '@/lib/services/fetch-guarded';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const HOME: HostAddress = { address: '127.0.0.1', family: 4 };
const guard = (inner: readonly string[], more: Partial<FetchGuard> = {}): FetchGuard => ({
  innerHosts: new Set(inner),
  maxBytes: 64 * 1024,
  timeMs: 5_000,
  types: new Set(['text/csv', 'application/json']),
  ...more,
});
const csv: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'text/csv; charset=utf-8');
  response.end('a,b\n1,2\n');
};
const code = async (work: Promise<unknown>) =>
  work.then(
    () => 'read',
    (error: { errors: readonly { field: string; code: string; message: string }[] }) => {
      expect(error.errors[0]).toMatchObject({ field: 'address', message: expect.stringMatching(/\w/) });
      return error.errors[0]?.code;
    },
  );
const url = (text: string) => new URL(text);

describe('a guarded fetch', () => {
  it('reads a table from a host that is named, and by its port alone when it is named with one', async () => {
    const port = await serve(csv);
    const text = await fetchGuarded(url(`http://127.0.0.1:${port}/`), guard([`127.0.0.1:${port}`]));
    expect(text.toString()).toBe('a,b\n1,2\n');
    expect(await code(fetchGuarded(url(`http://127.0.0.1:${port}/`), guard(['127.0.0.1:1'])))).toBe(
      'inner_address',
    );
  });

  it('reaches no inner address, however it is written', async () => {
    let asked = 0;
    const port = await serve((request, response) => {
      asked += 1;
      csv(request, response);
    });
    for (const host of [
      '127.0.0.1',
      'localhost',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '[::]',
      '169.254.169.254',
      '[fd00:ec2::254]',
      '10.0.0.1',
      '[64:ff9b::7f00:1]',
    ])
      expect(await code(fetchGuarded(url(`http://${host}:${port}/`), guard([]))), host).toBe('inner_address');
    expect(asked).toBe(0);
  });

  it('refuses a name of which one address is open and another is inner', async () => {
    const resolve = async () => [{ address: '8.8.8.8', family: 4 }, HOME];
    expect(await code(fetchGuarded(url('http://mixed.example/'), guard([], { resolve })))).toBe(
      'inner_address',
    );
  });

  it('connects to the address that was checked and asks for the name only once', async () => {
    let asked = 0;
    const port = await serve(csv);
    const resolve = async () => {
      asked += 1;
      return [asked === 1 ? HOME : { address: '127.0.0.9', family: 4 }];
    };
    // The name exists nowhere: only a connection that takes the checked address can succeed.
    const from = url(`http://rebinding.invalid:${port}/`);
    expect(String(await fetchGuarded(from, guard([`rebinding.invalid:${port}`], { resolve })))).toContain(
      '1,2',
    );
    expect(asked).toBe(1);
  });

  it('checks every redirect anew', async () => {
    let asked = 0;
    const inner = await serve((request, response) => {
      asked += 1;
      csv(request, response);
    });
    for (const [to, refused] of [
      [`http://localhost:${inner}/`, 'inner_address'],
      ['http://169.254.169.254/latest/meta-data/', 'inner_address'],
      ['file:///etc/passwd', 'bad_redirect'],
      ['http://u:p@a.example/', 'bad_redirect'],
      ['http://', 'bad_redirect'],
    ] as const) {
      const port = await serve((_request, response) => response.writeHead(302, { location: to }).end());
      const from = url(`http://127.0.0.1:${port}/`);
      expect(await code(fetchGuarded(from, guard([`127.0.0.1:${port}`]))), to).toBe(refused);
    }
    expect(asked).toBe(0);
  });

  it('follows three redirects and no fourth', async () => {
    const port = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) csv(request, response);
      else response.writeHead(307, { location: `/${left - 1}` }).end();
    });
    const from = (left: number) =>
      fetchGuarded(url(`http://127.0.0.1:${port}/${left}`), guard(['127.0.0.1']));
    expect(String(await from(3))).toContain('1,2');
    expect(await code(from(4))).toBe('too_many_redirects');
  });

  it('stops at the size limit, said or not, packed or not', async () => {
    const big = Buffer.alloc(10_000_000, 97);
    const bomb = gzipSync(big);
    expect(bomb.length).toBeLessThan(64 * 1024);
    const listeners: readonly RequestListener[] = [
      (_q, r) => r.writeHead(200, { 'content-type': 'text/csv', 'content-length': big.length }).end(big),
      (_q, r) => void r.writeHead(200, { 'content-type': 'text/csv' }).write(big),
      (_q, r) => r.writeHead(200, { 'content-type': 'text/csv', 'content-encoding': 'gzip' }).end(bomb),
    ];
    for (const listener of listeners) {
      const port = await serve(listener);
      expect(await code(fetchGuarded(url(`http://127.0.0.1:${port}/`), guard(['127.0.0.1'])))).toBe(
        'too_large',
      );
    }
  });

  it('unpacks gzip within its limit', async () => {
    const packed = gzipSync('a,b\n1,2\n');
    const port = await serve((_q, r) =>
      r.writeHead(200, { 'content-type': 'text/csv', 'content-encoding': 'gzip' }).end(packed),
    );
    expect(String(await fetchGuarded(url(`http://127.0.0.1:${port}/`), guard(['127.0.0.1'])))).toBe(
      'a,b\n1,2\n',
    );
  });

  it('gives up on who never answers, who drips, and whose name is never answered for', async () => {
    const dumb = await serve(() => undefined);
    const dripping = await serve((_q, r) => {
      r.writeHead(200, { 'content-type': 'text/csv' });
      const timer = setInterval(() => r.write('a'), 10);
      r.on('close', () => clearInterval(timer));
    });
    const short = guard(['127.0.0.1'], { timeMs: 150 });
    for (const port of [dumb, dripping])
      expect(await code(fetchGuarded(url(`http://127.0.0.1:${port}/`), short))).toBe('too_slow');
    const resolve = () => new Promise<never>(() => undefined);
    expect(await code(fetchGuarded(url('http://slow.example/'), { ...short, resolve }))).toBe('too_slow');
  });

  it('takes no page, no error and nothing packed in another way', async () => {
    for (const [status, headers, refused] of [
      [200, { 'content-type': 'text/html' }, 'bad_type'],
      [200, {}, 'bad_type'],
      [500, { 'content-type': 'text/csv' }, 'bad_status'],
      [200, { 'content-type': 'text/csv', 'content-encoding': 'zstd' }, 'bad_encoding'],
    ] as const) {
      const port = await serve((_q, r) => r.writeHead(status, headers).end('x'));
      expect(await code(fetchGuarded(url(`http://127.0.0.1:${port}/`), guard(['127.0.0.1'])))).toBe(refused);
    }
    const cut = await serve((_q, r) => {
      r.writeHead(200, { 'content-type': 'text/csv', 'content-length': 100 });
      r.write('a');
      setImmediate(() => r.destroy());
    });
    expect(await code(fetchGuarded(url(`http://127.0.0.1:${cut}/`), guard(['127.0.0.1'])))).toBe(
      'unreachable',
    );
  });
});
