import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRiverLine, type RiverLine } from '@/lib/store/river/river-line';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

describe('the line on which commits travel', () => {
  let database: OpenDatabase;
  let line: RiverLine;
  let now = 0;
  let lost: Error[] = [];
  let told: string[] = [];
  beforeAll(async () => {
    database = await openSeededDatabase();
    await database.pool.query('CREATE TABLE sent (n int PRIMARY KEY, pid int DEFAULT pg_backend_pid())');
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.pool.query('TRUNCATE sent');
    lost = [];
    told = [];
    const pool = new Pool({ pipeline: true, connectionString: database.url, max: 2 } as object);
    pool.on('error', (error) => lost.push(error));
    pool.on('connect', (client) => {
      client.on('error', (error) => lost.push(error));
      const query = client.query.bind(client) as (statement: { text: string }) => Promise<unknown>;
      Object.assign(client, {
        query: (statement: { text: string }) => {
          told.push(statement.text);
          return query(statement);
        },
      });
    });
    line = openRiverLine(pool, () => now);
  });
  afterEach(() => line.end());

  const send = (n: number) => line.send({ text: `INSERT INTO sent (n) VALUES (${n})` });
  const rows = () => database.column<number>('SELECT n AS value FROM sent ORDER BY n');
  const backend = async (n: number) =>
    (await database.column<number>(`SELECT pid AS value FROM sent WHERE n = ${n}`))[0] ?? 0;

  it('sends what comes at once on one connection, though one of them fails', async () => {
    const outcomes = await Promise.allSettled([send(1), send(2), send(1), send(3)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await rows()).toEqual([1, 2, 3]);
    expect(await backend(3)).toBe(await backend(1));
  });

  it('has sent a statement when it returns, so that nothing else of this process comes before', async () => {
    await send(1);
    const sending = send(2);
    expect(told.at(-1)).toContain('VALUES (2)');
    await sending;
    expect(await rows()).toContain(2);
  });

  it('opens another connection when the one was cut, between two statements or under them', async () => {
    await send(1);
    const first = await backend(1);
    await database.pool.query('SELECT pg_terminate_backend($1, 5000)', [first]);
    await expect.poll(() => lost.length).toBeGreaterThan(0);
    await send(2);
    const second = await backend(2);
    expect(second).not.toBe(first);

    const sleeping = line.send({ text: 'SELECT pg_sleep(30)' });
    const behind = send(3);
    await expect
      .poll(() =>
        database.column("SELECT pid AS value FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%'"),
      )
      .toContain(second);
    const cut = Promise.allSettled([sleeping, behind]);
    await database.pool.query('SELECT pg_terminate_backend($1, 5000)', [second]);
    expect((await cut).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    expect(await rows()).not.toContain(3);
    await send(3);
    expect(await backend(3)).not.toBe(second);
  });

  it('does not trust a connection that slept for long', async () => {
    await send(1);
    now += 29_000;
    await send(2);
    expect(await backend(2)).toBe(await backend(1));
    now += 31_000;
    await send(3);
    expect(await backend(3)).not.toBe(await backend(2));
  });
});
