import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AcceptedRow, readAccepted } from '@/lib/store/memory/read-accepted';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';
import { at, openSmallRiver, type SmallRiver } from '../support/small-river';
import { addMarkets } from './judged';

const DAYS = [0, 1, 2, 3, 4];

describe.each(await availableKinds())('the accepted prices, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let river: SmallRiver;
  let markets: readonly number[];
  beforeEach(async () => {
    database = await openSeededDatabase(kind);
    markets = await addMarkets(database.db);
    river = await openSmallRiver(database);
    for (const day of DAYS) {
      // Of two on one day the later one counts.
      for (const hour of [0, 2]) {
        const reports = markets.map((marketId) => ({ marketId, price: 40_000 + 100 * day + hour }));
        await river.send(day, reports, hour);
      }
    }
  });
  afterEach(async () => {
    await river.close();
    await database.close();
  });

  it.each([1, 2, 7, 1_000])('come oldest first, each once, by pages of %i', async (pageRows) => {
    const pages: (readonly AcceptedRow[])[] = [];
    await readAccepted(database.pool, at(-1), (rows) => pages.push(rows), pageRows);
    const known = pages.flat().map((row) => [row.observedAt, row.marketId, row.price, row.deviceId]);
    expect(known.sort()).toEqual(
      DAYS.flatMap((day) =>
        markets.map((marketId) => [at(day, 2), marketId, 40_002 + 100 * day, `DEV-${marketId}`]),
      ).sort(),
    );
    const times = pages.flat().map((row) => row.observedAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.max(...pages.map((rows) => rows.length))).toBeLessThanOrEqual(pageRows);
  });

  it('may take longer to sort than a statement may take, as those of a nation on a busy machine', async () => {
    const impatient = new Pool({
      connectionString: database.url,
      max: 1,
      options: '-c statement_timeout=1000',
    });
    const busy = await database.pool.connect();
    await busy.query('BEGIN');
    await busy.query('LOCK TABLE observation IN ACCESS EXCLUSIVE MODE');
    const free = busy.query('SELECT pg_sleep(1.5)').then(() => busy.query('COMMIT'));
    let count = 0;
    await readAccepted(impatient, at(-1), (rows) => {
      count += rows.length;
    }).finally(async () => {
      await free;
      busy.release();
      await impatient.end();
    });
    expect(count).toBe(DAYS.length * markets.length);
  });

  it('are given up with what the taker throws, and the connection that still reads is not lent again', async () => {
    const pool = database.pool;
    const read = readAccepted(
      pool,
      at(-1),
      () => {
        throw new Error('full');
      },
      1,
    );
    await expect(read).rejects.toThrow('full');
    const { rows } = await pool.query('SELECT count(*)::int AS n FROM pg_cursors');
    expect(rows).toEqual([{ n: 0 }]);
    expect(pool.idleCount).toBe(pool.totalCount);
  });
});
