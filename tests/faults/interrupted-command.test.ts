import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findRunningPostgres, startEmbeddedPostgres } from '@/server/postgres/embedded';
import { runSmp, startSmp } from '../support/run-smp';
import { type OwnCluster, ownCluster } from './own-cluster';

const PRICES = 'date,region,commodity,price\n2024-01-01,Aceh,Bawang Merah,30000\n';
/** An import that begins waits in the database for longer than any test. */
const HOLD = `
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$;
CREATE TRIGGER hold BEFORE INSERT ON import_run FOR EACH ROW EXECUTE FUNCTION hold();`;

describe('a command that is interrupted', { timeout: 60_000 }, () => {
  let cluster: OwnCluster;
  let folder: string;
  let world: { databaseUrl: string; dataDir: string };
  const importing = (asNpm = false) =>
    startSmp({ ...world, asNpm }, ['import', '--format', 'csv', join(folder, 'prices.csv')]);
  const running = () => findRunningPostgres(cluster.dataDir);
  const untilGone = () => vi.waitFor(async () => expect(await running()).toBeNull(), { timeout: 15_000 });

  beforeAll(async () => {
    cluster = await ownCluster();
    world = cluster.options;
    folder = await mkdtemp(join(tmpdir(), 'smp interrupted '));
    await writeFile(join(folder, 'prices.csv'), PRICES);
    // Makes the database.
    expect(await runSmp('', cluster.dataDir, ['backup', join(folder, 'first.gz')])).toMatchObject({
      code: 0,
    });
    const postgres = await startEmbeddedPostgres(cluster.dataDir);
    await asked(postgres.url, HOLD);
    await postgres.stop();
  });
  afterAll(async () => {
    await cluster.remove();
    await rm(folder, { recursive: true });
  });

  async function asked(url: string, sql: string): Promise<readonly unknown[]> {
    const client = new Client({ connectionString: url, application_name: 'smp guard' });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** The database that the command started, once its import is held. */
  async function untilHeld(): Promise<string> {
    return vi.waitFor(
      async () => {
        const url = (await running())?.url ?? '';
        const held = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
        expect(await asked(url, held)).toHaveLength(1);
        return url;
      },
      { timeout: 20_000, interval: 100 },
    );
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s says so, and takes the database that it started with it', async (signal, code) => {
    const command = importing();
    await untilHeld();
    command.process.kill(signal);
    expect(await command.ended).toMatchObject({
      code,
      err: expect.stringContaining(`interrupted by ${signal}`),
    });
    await untilGone();
  });

  it('by SIGKILL leaves a guard behind that stops the database', async () => {
    const command = importing();
    await untilHeld();
    command.process.kill('SIGKILL');
    await command.ended;
    await untilGone();
  });

  it('by the end of the program that npm started it with ends as well', async () => {
    const command = importing(true);
    await untilHeld();
    command.process.kill('SIGKILL');
    // Everybody who holds its output has ended by then.
    expect((await command.ended).err).toContain('interrupted by SIGTERM');
    await untilGone();
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('by %s leaves a database that ran before', async (signal) => {
    const postgres = await startEmbeddedPostgres(cluster.dataDir);
    const command = importing();
    await untilHeld();
    command.process.kill(signal);
    await command.ended;
    // As long as a guard would have needed.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await asked(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  it('does not pull the database from under others, and it is stopped after the last of them', async () => {
    const command = importing();
    const url = await untilHeld();
    const visitor = new Client({ connectionString: url });
    await visitor.connect();
    command.process.kill('SIGINT');
    expect((await command.ended).code).toBe(130);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await visitor.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await visitor.end();
    await untilGone();
  });

  it('leaves no half-written backup', async () => {
    const postgres = await startEmbeddedPostgres(cluster.dataDir);
    const blocker = new Client({ connectionString: postgres.url });
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE observation IN ACCESS EXCLUSIVE MODE');
    const command = startSmp(world, ['backup', join(folder, 'cut.gz')]);
    // A part of the name appears for a moment when the command looks whether it may write there at all.
    const waits = 'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted';
    await vi.waitFor(async () => expect((await blocker.query(waits)).rows).toEqual([{ n: 1 }]), {
      timeout: 20_000,
    });
    expect(await readdir(folder)).toContain('cut.gz.part');
    command.process.kill('SIGINT');
    expect(await command.ended).toMatchObject({ code: 130, err: expect.stringContaining('cut.gz') });
    expect((await readdir(folder)).filter((name) => name.startsWith('cut'))).toEqual([]);
    await blocker.end();
    await postgres.stop();
  });
});
