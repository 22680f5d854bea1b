import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { folderSource, logAddress, webSource } from '@/server/commands/ledger/log-sources';

describe('a log at a web address', () => {
  let server: Server;
  let url = '';
  let asked: string[] = [];
  const answers = new Map<string, (response: ServerResponse) => unknown>();
  beforeEach(async () => {
    asked = [];
    answers.clear();
    server = createServer((request, response) => {
      const path = request.url ?? '';
      asked.push(path);
      const answer = answers.get(path);
      if (answer === undefined) response.writeHead(404).end('nothing');
      else answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ledger/`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is read as it stands, packed or not, and what is not there is nothing', async () => {
    answers.set('/ledger/checkpoint', (r) => r.end('a note\n'));
    answers.set('/ledger/tile/0/000', (r) => r.end(Buffer.from([1, 2, 3])));
    answers.set('/ledger/tile/entries/000', (r) =>
      r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('entries')),
    );
    const source = webSource(url);
    expect(await source.checkpoint()).toBe('a note\n');
    expect([...((await source.read('tile/0/000')) ?? [])]).toEqual([1, 2, 3]);
    expect(String(await source.read('tile/entries/000'))).toBe('entries');
    expect(await source.read('tile/0/001')).toBeNull();
    await expect(source.text('key')).rejects.toThrow('there is no');
  });

  it('is found by the address of its platform, and where it is its own site', async () => {
    const platform = new URL('/', url).href;
    expect(await logAddress(platform)).toBe(url.replace(/\/$/, ''));
    expect(await logAddress(url)).toBe(url);
    answers.set('/checkpoint', (r) => r.end('a note\n'));
    expect(await logAddress(platform)).toBe(platform);
  });

  it('is followed to where it moved, and not for ever', async () => {
    answers.set('/ledger/checkpoint', (r) => r.writeHead(301, { location: '/new/checkpoint' }).end());
    answers.set('/new/checkpoint', (r) => r.end('moved'));
    expect(await webSource(url).checkpoint()).toBe('moved');
    answers.set('/ledger/key', (r) => r.writeHead(302, { location: '/ledger/key' }).end());
    await expect(webSource(url).text('key')).rejects.toThrow(
      'cannot be read just now: the server sends from',
    );
  });

  it('is asked again after a moment of trouble, also when an answer was cut off', async () => {
    let n = 0;
    answers.set('/ledger/tile/0/000', (r) => {
      n++;
      if (n === 1) r.writeHead(503).end();
      else if (n === 2) r.writeHead(200, { 'content-length': 10 }).write('cut', () => r.destroy());
      else r.end('whole');
    });
    expect(String(await webSource(url).read('tile/0/000'))).toBe('whole');
    expect(asked).toHaveLength(3);
  });

  it('is left alone for as long as its server asks, and says in the end what it answered', async () => {
    const waits: unknown[] = [];
    const timer = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((done: () => void, ms: number) => {
      waits.push(ms);
      queueMicrotask(done);
    }) as never);
    const later = ['5', '86400', 'Tue, 01 Dec 2026 00:00:00 GMT', '1'];
    answers.set('/ledger/tile/0/000', (r) => r.writeHead(429, { 'retry-after': later.shift() }).end());
    const failed = await webSource(url)
      .read('tile/0/000')
      .catch((error: Error) => error.message);
    timer.mockRestore();
    expect(failed).toBe(`${url}tile/0/000 cannot be read just now: the server answers 429`);
    expect(waits.filter((ms) => Number(ms) >= 500)).toEqual([5_000, 60_000, 2_000]);
  });
});

describe('a log in a folder', () => {
  it('lacks what is not there, and names what cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'a log '));
    await mkdir(join(folder, 'tile/0/001'), { recursive: true });
    await writeFile(join(folder, 'tile/0/000'), 'whole');
    await writeFile(join(folder, 'tile/0/002.p'), 'a file where a folder belongs');
    const source = folderSource(folder);
    expect(String(await source.read('tile/0/000'))).toBe('whole');
    expect(await source.read('tile/0/003')).toBeNull();
    expect(await source.read('tile/0/002.p/7')).toBeNull();
    await expect(source.read('tile/0/001')).rejects.toThrow(`${join(folder, 'tile/0/001')} cannot be read`);
    await rm(folder, { recursive: true });
  });
});
