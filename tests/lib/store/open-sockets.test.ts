import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOpenSockets } from '@/lib/store/open-sockets';

const LIMIT = 40_000;

describe('sockets to a database', () => {
  let server: Server;
  let there: Socket;
  let here: Socket;
  let now = 0;
  const sockets = createOpenSockets(() => now);
  beforeEach(async () => {
    now = 1_000;
    const taken = new Promise<Socket>((resolve) => {
      server = createServer((socket) => resolve(socket.on('error', () => undefined)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    here = sockets.open();
    here.connect((server.address() as AddressInfo).port, '127.0.0.1');
    here.resume();
    there = await taken;
  });
  afterEach(async () => {
    here.destroy();
    there.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  async function hears(word: string): Promise<void> {
    const before = here.bytesRead;
    there.write(word);
    await vi.waitFor(() => expect(here.bytesRead).toBeGreaterThan(before));
  }

  it('are ended when they were mute for the limit since they were asked', () => {
    here.write('a question');
    now += LIMIT - 1;
    sockets.cut(LIMIT);
    expect(here.destroyed).toBe(false);
    now += 1;
    sockets.cut(LIMIT);
    expect(here.destroyed).toBe(true);
  });

  it('stay open, however long they rest, once the last question was answered', async () => {
    here.write('a question');
    await hears('an answer');
    now += 100 * LIMIT;
    sockets.cut(LIMIT);
    expect(here.destroyed).toBe(false);
  });

  it('are given the whole limit anew by each question', async () => {
    here.write('a question');
    await hears('an answer');
    now += LIMIT;
    here.write('another');
    now += LIMIT - 1;
    sockets.cut(LIMIT);
    expect(here.destroyed).toBe(false);
  });

  it('are ended at rest as well when all shall go', async () => {
    sockets.cut(0);
    expect(here.destroyed).toBe(true);
  });
});
