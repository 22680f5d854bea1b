import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPool, hurry } from '@/lib/store/pool';

const SECOND = 1_000;

describe('a pool whose database takes a connection and does not say a word', () => {
  let silent: Server;
  let pool: Pool;
  const taken: Socket[] = [];
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    silent = createServer((socket) => taken.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    pool = createPool(`postgres://nobody@127.0.0.1:${port}/none`, 1, () => undefined);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await pool.end();
    for (const socket of taken.splice(0)) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  /** Asks for a connection. @returns what came of it after so many seconds */
  async function outcomeAfter(seconds: number): Promise<string> {
    let outcome = 'waits';
    const asked = pool.connect().catch((error: Error) => {
      outcome = error.message;
    });
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(seconds * SECOND);
    await new Promise((resolve) => setImmediate(resolve));
    const came = outcome;
    for (const socket of taken) socket.destroy();
    await asked;
    return came;
  }

  it('waits for a minute while nobody waits for it, as at a start on a busy machine', async () => {
    expect(await outcomeAfter(55)).toBe('waits');
  });

  it('gives up after a minute', async () => {
    expect(await outcomeAfter(61)).toMatch(/timeout/);
  });

  it('gives up within five seconds once it is told to hurry', async () => {
    hurry(pool);
    expect(await outcomeAfter(6)).toMatch(/timeout/);
  });
});
