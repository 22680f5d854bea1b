import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drainBacklog } from '@/bench/support/drain-backlog';
import { startTestServer } from '../support/server';

describe('a device that comes back with a long queue, at the default limits', () => {
  it('has all of it stored, each reading once, and no neighbour is refused meanwhile', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'smp-drain-'));
    const server = await startTestServer({ env: { SMP_DEVICE_RATE: '20' } });
    try {
      const figures = await drainBacklog(server, folder, 5_000);
      expect(figures.stored).toBe(5_000);
      expect(figures.neighbourRefused).toBe(0);
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
