import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server';
import { auditDatabase, SOUND } from './audit';
import { pause, registerSenders, startLoad } from './load';

const DEVICES = 8;
/** More connections than the server may open from then on. */
const CROWD = 60;
const LEFT = 20;

describe.skipIf(process.platform !== 'linux')('a server that may open no more files', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(async () => {
    await server?.stop();
  });

  const pid = () => String(server.process.pid);
  const open = () => readdirSync(`/proc/${pid()}/fd`).length;

  it('goes on for those who are connected, takes others in once there is room, and has lost nothing', async () => {
    const load = startLoad(
      await registerSenders(server.url, server.databaseUrl, DEVICES),
      () => server.url,
      20,
    );
    const grown = async (by: number) => {
      const before = load.acknowledged();
      while (load.acknowledged() < before + by) await pause(20);
    };
    await grown(4 * DEVICES);
    const files = open() + LEFT;
    execFileSync('prlimit', ['--pid', pid(), `--nofile=${files}:`]);
    const crowd = openMany(Number(new URL(server.url).port), CROWD);
    await expect.poll(open, { timeout: 20_000 }).toBeGreaterThanOrEqual(files - 1);
    await grown(4 * DEVICES);
    // What the lost connections to the database leave free, the crowd takes: nothing can be stored until it goes.
    const more = openMany(Number(new URL(server.url).port), CROWD);
    await cutFromDatabase(server.databaseUrl);
    await pause(2_000);
    for (const socket of [...crowd, ...more]) socket.destroy();
    await grown(4 * DEVICES);
    for (const path of ['/', '/api/health/ready', '/api/public/board'])
      expect((await fetch(server.url + path)).status, path).toBe(200);
    const figures = await load.finish();
    expect(server.process.exitCode).toBeNull();
    expect(figures.silent).toBe(0);
    expect(figures.unexpected).toEqual([]);
    expect(figures.differing).toEqual([]);
    expect(await auditDatabase(server.databaseUrl, figures.acknowledged)).toMatchObject({
      ...SOUND,
      storedReadings: figures.acknowledged.length,
    });
  });
});

/** Connections that say nothing; those that are refused count too. */
function openMany(port: number, count: number): readonly Socket[] {
  return Array.from({ length: count }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    return socket;
  });
}

/** Ends all other connections to a database. */
async function cutFromDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await client.end();
}
