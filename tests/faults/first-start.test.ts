import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '@/server/postgres/embedded';
import { ended, startServerProcess } from '../support/server';
import { type OwnCluster, ownCluster } from './own-cluster';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const STARTS = { timeout: 60_000, interval: 5 };

let cluster: OwnCluster;
beforeEach(async () => {
  cluster = await ownCluster();
});
afterEach(() => cluster.remove());

/** What lies in the folder of the built-in database; nothing before it is there. */
const inside = (...names: string[]) => readdir(join(cluster.dataDir, 'postgres', ...names)).catch(() => []);
const initdbRuns = async () =>
  expect((await inside()).some((name) => name.startsWith('data.new'))).toBe(true);
const postgresRuns = async () => expect(await inside('data')).toContain('postmaster.pid');

describe('a server that is asked to stop before it is ready', () => {
  it.each([
    ['SIGTERM', 'makes its database', initdbRuns],
    ['SIGINT', 'starts its database', postgresRuns],
    ['SIGHUP', 'starts its database', postgresRuns],
    ['SIGTERM', 'fills its database', null],
  ] as const)(
    'ends with 0 by %s while it %s, and leaves no database running',
    async (signal, _what, seen) => {
      const { child, output } = startServerProcess({
        ...cluster.options,
        env: { SMP_DEMO: '1', LOG_LEVEL: 'info' },
      });
      await vi.waitFor(seen ?? (() => expect(output()).toContain('a fresh database was seeded')), STARTS);
      expect(output()).not.toContain('ready');
      expect(await ended(child, signal), output()).toBe(0);
      expect(await inside('data')).not.toContain('postmaster.pid');
      expect((await inside()).filter((name) => name.startsWith('data.new'))).toEqual([]);
      expect(await startEmbeddedPostgres(cluster.dataDir)).toMatchObject({ adopted: false });
    },
  );
});

describe('the first start of the built-in database', () => {
  async function answers(url: string): Promise<boolean> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('SELECT 1');
    await client.end();
    return true;
  }

  it('is made once by one of several at once, and the others use it', async () => {
    const all = await Promise.all([1, 2, 3].map(() => startEmbeddedPostgres(cluster.dataDir)));
    expect(all.map(({ adopted }) => adopted).sort()).toEqual([false, true, true]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    expect(await answers(all[0]?.url ?? '')).toBe(true);
  });

  it('is made anew after one that was killed in the middle, whose initdb may still be at work', async () => {
    const script = join(cluster.dataDir, 'start.mts');
    await writeFile(
      script,
      `import { startEmbeddedPostgres } from '${root}/server/postgres/embedded';
await startEmbeddedPostgres('${cluster.dataDir}');`,
    );
    const killed = spawn(process.execPath, ['--import', 'tsx', script], { cwd: root, stdio: 'ignore' });
    await vi.waitFor(initdbRuns, STARTS);
    await ended(killed, 'SIGKILL');
    const { url } = await startEmbeddedPostgres(cluster.dataDir);
    expect(await answers(url)).toBe(true);
  });
});
