import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '@/server/postgres/embedded';
import { ended, startTestServer, type TestServer } from '../support/server';
import { auditDatabase, SOUND } from './audit';
import { pause, registerSenders, startLoad } from './load';
import { type OwnCluster, ownCluster } from './own-cluster';

describe('the built-in database', () => {
  let cluster: OwnCluster;
  const servers: TestServer[] = [];
  beforeEach(async () => {
    cluster = await ownCluster();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await ended(server.process, 'SIGKILL');
    await cluster.remove();
  });

  async function start(): Promise<TestServer> {
    const server = await startTestServer(cluster.options);
    servers.push(server);
    return server;
  }

  it('outlives a server that was killed, and the next one takes it over with everything in it', async () => {
    const first = await start();
    const url = await cluster.url();
    const load = startLoad(await registerSenders(first.url, url, 3), () => first.url, 20);
    await pause(1_000);
    const { acknowledged } = await load.finish();
    await ended(first.process, 'SIGKILL');
    const left = await startEmbeddedPostgres(cluster.dataDir);
    expect(left).toMatchObject({ adopted: true, url });
    await start();
    expect(await cluster.url()).toBe(url);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(await auditDatabase(url, acknowledged)).toMatchObject(SOUND);
  });

  it('is there again after both were killed', async () => {
    const first = await start();
    const url = await cluster.url();
    const load = startLoad(await registerSenders(first.url, url, 3), () => first.url, 20);
    await pause(1_000);
    const { acknowledged } = await load.finish();
    await ended(first.process, 'SIGKILL');
    await (await startEmbeddedPostgres(cluster.dataDir)).stop('immediate');
    await start();
    expect(await auditDatabase(await cluster.url(), acknowledged)).toMatchObject(SOUND);
  });

  it('holds a ledger that is signed while a server owns it', async () => {
    const { url } = await start();
    const signed = async () => (await fetch(`${url}/ledger/checkpoint`)).status;
    await expect.poll(signed, { timeout: 20_000 }).toBe(200);
  });

  it('is not shared: a second server on the same folder names the first, says what to do and ends, and the first goes on', async () => {
    const first = await start();
    const second = startTestServer(cluster.options);
    const words = `already works on the data folder ${cluster.dataDir}: process ${first.process.pid} (since 20`;
    await expect(second).rejects.toThrow(words);
    await expect(second).rejects.toThrow(/Stop that one, or choose .*SMP_DATA_DIR/);
    const response = await fetch(`${first.url}/api/health/ready`);
    expect(response.status).toBe(200);
  });

  it('is not adopted while it shuts down: it is started anew once it is gone', async () => {
    const first = await startEmbeddedPostgres(cluster.dataDir);
    const client = new Client({ connectionString: first.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE TABLE kept AS SELECT 1 AS one');
    const folder = await client.query<{ data: string }>("SELECT current_setting('data_directory') AS data");
    const pidFile = join(folder.rows[0]?.data ?? '', 'postmaster.pid');
    // A polite shutdown waits for as long as a client stays.
    process.kill(Number.parseInt(await readFile(pidFile, 'utf8'), 10), 'SIGTERM');
    await vi.waitFor(async () => expect(await readFile(pidFile, 'utf8')).toMatch(/^stopping/m));
    const again = await startEmbeddedPostgres(cluster.dataDir);
    expect(again.adopted).toBe(false);
    const other = new Client({ connectionString: again.url });
    await other.connect();
    expect((await other.query('SELECT one FROM kept')).rows).toEqual([{ one: 1 }]);
    await other.end();
    await client.end().catch(() => undefined);
  });

  it('is stopped with the server that owns it', async () => {
    const first = await start();
    const url = await cluster.url();
    expect(await ended(first.process, 'SIGTERM')).toBe(0);
    const again = await startEmbeddedPostgres(cluster.dataDir);
    expect(again.adopted).toBe(false);
    expect(new URL(again.url).password).toBe(new URL(url).password);
  });
});
