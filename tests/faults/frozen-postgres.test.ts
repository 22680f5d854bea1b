import { describe, expect, it } from 'vitest';
import { ended, startTestServer } from '../support/server';
import { auditDatabase, SOUND } from './audit';
import { freezePostgres } from './freeze-postgres';
import { pause, registerSenders, startLoad } from './load';
import { ownCluster } from './own-cluster';

const DEVICES = 10;
const DOORS = [
  '/api/public/updates?after=0&limit=5',
  '/api/public/commodity/price/history?commodity=beras-medium',
  '/ledger/proof/0',
];
const PAGES = ['/buku-besar', '/komoditas/gula-konsumsi'];

describe.runIf(process.platform === 'linux')('a server whose database is frozen under load', () => {
  it('answers everybody 503 and when to come back, goes on once it thaws, and has lost nothing', async () => {
    const cluster = await ownCluster();
    const server = await startTestServer(cluster.options);
    let thaw = () => {};
    try {
      const databaseUrl = await cluster.url();
      const load = startLoad(await registerSenders(server.url, databaseUrl, DEVICES), () => server.url, 100);
      while (load.acknowledged() < 3 * DEVICES) await pause(50);
      thaw = await freezePostgres(cluster.dataDir);
      // Nothing but an answer goes on from here: the database stays frozen until everybody has one.
      const asked = [...DOORS, ...PAGES].map(async (path) => {
        const response = await fetch(server.url + path);
        await response.text();
        return `${path} ${response.status} ${response.headers.has('retry-after')}`;
      });
      const answers = await Promise.all(asked);
      while ((load.statuses()['503'] ?? 0) < 2 * DEVICES) await pause(50);
      thaw();
      const before = load.acknowledged();
      while (load.acknowledged() < before + 3 * DEVICES) await pause(50);
      const figures = await load.finish();
      expect(answers).toEqual([...DOORS, ...PAGES].map((path) => `${path} 503 true`));
      expect(Object.keys(figures.statuses).sort()).toEqual(['202', '503']);
      expect(figures.silent).toBe(0);
      expect(figures.differing).toEqual([]);
      expect(await auditDatabase(databaseUrl, figures.acknowledged)).toMatchObject(SOUND);
    } finally {
      thaw();
      await ended(server.process, 'SIGKILL');
      await cluster.remove();
    }
  });
});
