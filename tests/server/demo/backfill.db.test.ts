import { type ChildProcess, spawn } from 'node:child_process';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isoToDay } from '@/lib/market/calendar';
import { priceOn } from '@/lib/simulate/price-on';
import { readDemoState } from '@/lib/store/import/demo-state';
import { countryOf, prepareDemo } from '@/server/demo/backfill';
import { type OpenDatabase, openSeededDatabase } from '../../support/open-database';
import { differingDays } from '../../support/rollup-check';
import { ended } from '../../support/server';

const SIZE = { days: 60, markets: 40 };
const TODAY = '2026-11-22T03:00:00Z';
const ITEMS = 20;
const log = pino({ level: 'silent' });

let database: OpenDatabase;
beforeEach(async () => {
  database = await openSeededDatabase();
});
afterEach(() => database?.close());

function prepare(now = TODAY, demo = true): Promise<void> {
  const clock = { now: () => Date.parse(now) };
  return prepareDemo({ config: { demo }, clock, log, databaseUrl: database.url }, SIZE);
}

const count = async (where = 'true') =>
  (await database.column<number>(`SELECT count(*)::int AS value FROM observation WHERE ${where}`))[0];

/** Pairs of market, commodity and local day that do not have exactly one price. */
const HOLES_AND_DOUBLES = `
  SELECT count(*)::int AS value FROM (
    SELECT m.id, c.commodity_id, d.day,
      (SELECT count(*) FROM observation o WHERE o.market_id = m.id AND o.commodity_id = c.commodity_id
         AND (o.observed_at AT TIME ZONE g.time_zone)::date = d.day) AS n
    FROM market m JOIN region g ON g.id = m.region_id
    CROSS JOIN (SELECT DISTINCT commodity_id FROM observation) c
    CROSS JOIN generate_series($1::date, $2::date, interval '1 day') AS d (day)
    WHERE m.origin = 'simulated'
  ) x WHERE n <> 1`;

describe('the simulated history', () => {
  it('is whole through yesterday, marked simulated, and its rollups equal SQL over it', async () => {
    await prepare();
    expect(await count()).toBe(SIZE.days * SIZE.markets * ITEMS);
    expect(await count('provenance <> 1 OR lane <> 0 OR reading_id IS NOT NULL OR id >= 0')).toBe(0);
    expect(await database.column(HOLES_AND_DOUBLES, ['2026-09-23', '2026-11-21'])).toEqual([0]);
    expect(await differingDays(database.pool)).toEqual([]);
    const [hours] = await database.column<number[]>(
      `SELECT array_agg(DISTINCT extract(hour FROM observed_at AT TIME ZONE g.time_zone)::int) AS value
       FROM observation o JOIN region g ON g.id = o.region_id`,
    );
    expect(hours).toEqual([9, 10]);
  });

  it('holds the prices of the country that the live demo goes on with', async () => {
    await prepare();
    const state = await readDemoState(database.db);
    if (state === null) throw new Error('no demo');
    const country = countryOf(state);
    const market = country.markets[17];
    const { rows } = await database.pool.query<{ commodity_id: number; price: number }>(
      `SELECT commodity_id, price FROM observation WHERE market_id = (SELECT id FROM market WHERE code = $1)
         AND observed_at >= '2026-11-20T15:00:00Z' AND observed_at < '2026-11-21T15:00:00Z'`,
      [market?.code],
    );
    expect(rows).toHaveLength(ITEMS);
    for (const { commodity_id, price } of rows) {
      const item = country.items.findIndex((i) => i.commodityId === commodity_id);
      expect(price).toBe(priceOn(country, item, 17, isoToDay('2026-11-21')));
    }
  });

  it('fills the days that a stopped demo missed and nothing twice; a price sent meanwhile is kept alone', async () => {
    await prepare();
    await database.pool.query(
      `INSERT INTO observation SELECT 1000, '2026-11-22T05:00:00Z', now(), now(), gen_random_uuid(), m.id, m.region_id, 3,
         12345, 0, 1 FROM market m WHERE m.code = 'SIM-31-01'`,
    );
    await prepare('2026-11-25T16:30:00Z');
    expect(await database.column(HOLES_AND_DOUBLES, ['2026-09-23', '2026-11-24'])).toEqual([0]);
    expect(await count("price = 12345 AND observed_at = '2026-11-22T05:00:00Z'")).toBe(1);
    const before = await count();
    await prepare('2026-11-25T16:40:00Z');
    expect(await count()).toBe(before);
  });

  it('gives every market a device of its own, registered in the audit and sealed', async () => {
    await prepare();
    const [devices] = await database.column<number>(
      `SELECT count(*)::int AS value FROM device d JOIN market m ON m.id = d.market_id
       JOIN audit a ON a.subject = 'device:' || d.id AND a.ledger_index IS NOT NULL WHERE d.simulated AND d.id = 'DEV-' || m.code`,
    );
    expect(devices).toBe(SIZE.markets);
  });

  it('never comes to a database that somebody uses, nor when the demo is off', async () => {
    await prepare(TODAY, false);
    expect(await database.column('SELECT count(*)::int AS value FROM market')).toEqual([1]);
    const market = { code: 'PASAR-9', name: 'P', city: 'C', regionId: 31, latitude: 0, longitude: 0 };
    await database.db.market.create({ data: { ...market, origin: 'registered' } });
    await prepare();
    expect(await count()).toBe(0);
    expect(await database.column('SELECT count(*)::int AS value FROM market')).toEqual([2]);
  });

  it('goes on where kill -9 ended it: no gap, nothing twice, rollups right', async () => {
    for (const rows of [1, 15_000, 30_000]) {
      const child = startChild(database.url);
      await untilStored(rows);
      await ended(child, 'SIGKILL');
    }
    const killedAt = (await count()) ?? 0;
    expect(killedAt).toBeLessThan(SIZE.days * SIZE.markets * ITEMS);
    await prepare();
    expect(await count()).toBe(SIZE.days * SIZE.markets * ITEMS);
    expect(await database.column(HOLES_AND_DOUBLES, ['2026-09-23', '2026-11-21'])).toEqual([0]);
    expect(await differingDays(database.pool)).toEqual([]);
  });

  it('is written once when two servers start at the same time', async () => {
    await Promise.all([prepare(), prepare()]);
    expect(await count()).toBe(SIZE.days * SIZE.markets * ITEMS);
  });
});

/** A process of its own that fills the database, to be killed. */
function startChild(databaseUrl: string): ChildProcess {
  const program = `
    import pino from 'pino';
    import { prepareDemo } from './server/demo/backfill.ts';
    const deps = {
      config: { demo: true },
      clock: { now: () => ${Date.parse(TODAY)} },
      log: pino({ level: 'silent' }),
      databaseUrl: process.env.DEMO_URL,
    };
    await prepareDemo(deps, ${JSON.stringify(SIZE)});`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  return spawn(process.execPath, args, { env: { ...process.env, DEMO_URL: databaseUrl }, stdio: 'inherit' });
}

/** Resolves as soon as at least so many rows are committed. */
async function untilStored(rows: number): Promise<void> {
  while (((await count()) ?? 0) < rows) await new Promise((resolve) => setTimeout(resolve, 5));
}
