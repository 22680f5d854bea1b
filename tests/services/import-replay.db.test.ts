import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { namesRegion } from '@/lib/ingest/region-name';
import type { Board, PriceHistory } from '@/lib/live/board';
import { dayStart, isoToDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import type { Region } from '@/lib/market/region';
import { createApiToken } from '@/lib/services/api-tokens';
import { raiseHistoryVersion } from '@/lib/store/import/history-version';
import { sharedFile } from '../lib/ingest/shared-file';
import { registerTestDevice, type TestDevice } from '../support/device';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { differingDays } from '../support/rollup-check';
import { startSmp } from '../support/run-smp';
import { startTestServer, type TestServer } from '../support/server';
import { readingsOf, readPanel } from './panel-month';

/*
 * The national panel up to November 2023 comes in as a file; December comes in through the door, day by day,
 * from one device a province. Then every figure of the board must be what SQL says of the file alone, without
 * the prices that the judge held back.
 */

const MONTH = '2023-12';
/**
 * A device may be a week late, so the month needs a clock that goes on. The last day is alone: what the board
 * compares with is read when a day begins.
 */
const LAST_DAYS = ['2023-12-06', '2023-12-12', '2023-12-18', '2023-12-24', '2023-12-30', '2023-12-31'];
const TODAY = '2023-12-31';
const YESTERDAY = '2023-12-30';
/** Eleven in the evening in western Indonesia. */
const eveningOf = (day: string) => `${day}T16:00:00Z`;

const path = sharedFile('prices/panel_daily_2022_2023.csv.gz');

describe.skipIf(path === null)('December of the national panel, replayed by devices', () => {
  let database: OpenDatabase;
  let dataDir: string;
  let server: TestServer | null = null;

  beforeAll(async () => {
    database = await openSeededDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'smp replay '));
    await importUntil('2023-11-30');
    const rows = readPanel(path ?? '');
    await keepInTable(rows);
    const { token } = await createApiToken(database.db, { role: 'admin', name: 'replay', expiresAt: null });
    const regions = regionsByName(
      await database.catalog(),
      rows.map((r) => r.region),
    );
    const readings = readingsOf(rows, MONTH);
    const devices = new Map<string, TestDevice>();
    for (const lastDay of LAST_DAYS) {
      await server?.stop();
      // The devices know one address.
      const env = { SMP_NOW: eveningOf(lastDay), PORT: server === null ? '0' : new URL(server.url).port };
      server = await startTestServer({ databaseUrl: database.url, dataDir, env });
      for (const [name, region] of regions) {
        if (!devices.has(name))
          devices.set(name, await registerTestDevice(server.url, token, `PANEL-${region.id}`));
      }
      await replay(readings, lastDay, devices, regions);
    }
    // What the board compares with is read once a day; second looks have changed some of it since.
    await untilNothingChanges();
    await raiseHistoryVersion(database.pool);
  }, 600_000);

  async function untilNothingChanges(): Promise<void> {
    const verdicts = () => database.column<number>('SELECT count(*)::int AS value FROM verdict');
    for (let before = await verdicts(), same = 0; same < 10; ) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const now = await verdicts();
      same = now[0] === before[0] ? same + 1 : 0;
      before = now;
    }
  }

  async function readBoard(): Promise<Board> {
    return (await (await fetch(`${server?.url}/api/public/board`)).json()) as Board;
  }

  /** Second looks go on after the last reading: board and table are compared until they are of one moment. */
  function agree(compare: () => Promise<void>): Promise<void> {
    return vi.waitFor(compare, { timeout: 30_000, interval: 500 });
  }

  afterAll(async () => {
    await server?.stop();
    await database?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function importUntil(day: string): Promise<void> {
    const world = { databaseUrl: database.url, dataDir, env: { SMP_NOW: eveningOf(day) } };
    const { out } = await startSmp(world, ['import', '--format', 'csv', path ?? '']).ended;
    // What lies after "today" is refused as from the future.
    expect(out).toContain('2022-01-01 to 2023-11-30');
    expect(out).toContain('bad_date');
  }

  /** The file as a table: what SQL is asked about. */
  async function keepInTable(rows: ReturnType<typeof readPanel>): Promise<void> {
    await database.pool.query('CREATE TABLE panel (day date, region text, commodity text, price int)');
    await database.pool.query(
      'INSERT INTO panel SELECT * FROM unnest($1::date[], $2::text[], $3::text[], $4::int[])',
      [
        rows.map((r) => r.date),
        rows.map((r) => r.region),
        rows.map((r) => r.commodity),
        rows.map((r) => r.price),
      ],
    );
  }

  /** Rows of the file that count: those that the judge held back in December are left out. */
  const COUNTED = `counted AS (
    SELECT g.id AS region_id, c.code AS commodity, p.day, p.price
    FROM panel p
    JOIN commodity c ON c.panel_name = p.commodity
    JOIN region g ON COALESCE(g.panel_name, g.name) = p.region
    WHERE NOT EXISTS (
      SELECT 1 FROM observation o
      WHERE o.lane <> 0 AND o.region_id = g.id AND o.commodity_id = c.id
        AND (o.observed_at AT TIME ZONE g.time_zone)::date = p.day))`;

  async function query<T extends object>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<readonly T[]> {
    return (await database.pool.query<T>(`WITH ${COUNTED} ${sql}`, [...values])).rows;
  }

  it('stores every price of the month, and holds few of them back', async () => {
    const [stored] = await database.column<number>(
      'SELECT count(*)::int AS value FROM observation WHERE reading_id IS NOT NULL',
    );
    const [inFile] = await database.column<number>(
      `SELECT count(*)::int AS value FROM panel WHERE day >= '2023-12-01'`,
    );
    const [held] = await database.column<number>(
      'SELECT count(*)::int AS value FROM observation WHERE lane <> 0',
    );
    console.log(`replayed ${stored} prices, ${held} of them held back`);
    expect(stored).toBe(inFile);
    expect((held ?? 0) / (stored ?? 1)).toBeLessThan(0.05);
    expect(await differingDays(database.pool)).toEqual([]);
  });

  it('shows on the board the mean of every province’s last price of the file', () =>
    agree(async () => {
      const board = await readBoard();
      const expected = await query<{ commodity: string; price: number; markets: number }>(
        `SELECT commodity, round(avg(price))::int AS price, count(*)::int AS markets
         FROM (SELECT DISTINCT ON (region_id, commodity) * FROM counted
               WHERE day BETWEEN $1::date - 6 AND $1::date ORDER BY region_id, commodity, day DESC) last
         GROUP BY commodity ORDER BY commodity`,
        [TODAY],
      );
      expect(expected).toHaveLength(11);
      const shown = board.commodities
        .filter((c) => c.price !== null)
        .map(({ commodity, price, markets }) => ({ commodity, price, markets }));
      expect(shown.sort((a, b) => (a.commodity < b.commodity ? -1 : 1))).toEqual(expected);
      expect(board.simulated).toBe(false);
    }));

  it.each([
    ['day', 1],
    ['week', 7],
    ['month', 30],
    ['year', 365],
  ] as const)('compares with the same provinces a %s ago', (period, back) =>
    agree(async () => {
      const board = await readBoard();
      const expected = await query<{ commodity: string; before: number; after: number; markets: number }>(
        `, last AS (SELECT DISTINCT ON (region_id, commodity) * FROM counted
                    WHERE day BETWEEN $1::date - 6 AND $1::date ORDER BY region_id, commodity, day DESC),
           earlier AS (SELECT DISTINCT ON (region_id, commodity) * FROM counted
                       WHERE day BETWEEN $1::date - $2::int - 7 AND $1::date - $2::int
                       ORDER BY region_id, commodity, day DESC)
         SELECT commodity, sum(earlier.price)::int AS before, sum(last.price)::int AS after,
                count(*)::int AS markets
         FROM last JOIN earlier USING (region_id, commodity) GROUP BY commodity`,
        [TODAY, back],
      );
      expect(expected).toHaveLength(11);
      for (const { commodity, before, after, markets } of expected) {
        const change = board.commodities.find((c) => c.commodity === commodity)?.changes[period];
        expect(change, commodity).toMatchObject({ markets, from: Math.round(before / markets) });
        expect(change?.ratio, commodity).toBeCloseTo(after / before - 1, 10);
      }
    }),
  );

  it.each([
    ['the nation', '', 'true'],
    ['one province', '&region=51', 'region_id = 51'],
    ['its market', '&market_id=PANEL-51', 'region_id = 51'],
  ])('draws the history of %s over file and door alike', async (_, area, where) => {
    const url = `${server?.url}/api/public/commodity/price/history?commodity=cabai-rawit-merah${area}`;
    const answer = await fetch(`${url}&from=2023-11-01&to=${YESTERDAY}`);
    const { points } = (await answer.json()) as PriceHistory;
    const expected = await query<{ t: string; price: number; min: number; max: number }>(
      `SELECT day::text AS t, round(avg(price))::int AS price, min(price) AS min, max(price) AS max FROM counted
       WHERE commodity = 'cabai-rawit-merah' AND ${where} AND day BETWEEN '2023-11-01' AND $1 GROUP BY day ORDER BY day`,
      [YESTERDAY],
    );
    expect(expected.length).toBeGreaterThan(50);
    expect(points.map(({ t, price, min, max }) => ({ t, price, min, max }))).toEqual(expected);
  });
});

function regionsByName(catalog: Catalog, names: readonly string[]): ReadonlyMap<string, Region> {
  const found = new Map<string, Region>();
  for (const name of new Set(names)) {
    const region = [...catalog.regions.values()].find((r) => namesRegion(name, r));
    if (region === undefined) throw new Error(`no region ${name}`);
    found.set(name, region);
  }
  return found;
}

/** Sends the last days, some of them again, each day's readings together, asked at ten in the morning local time. */
async function replay(
  readings: ReturnType<typeof readingsOf>,
  lastDay: string,
  devices: ReadonlyMap<string, TestDevice>,
  regions: ReadonlyMap<string, Region>,
): Promise<void> {
  const newest = isoToDay(lastDay);
  for (let day = newest - 6; day <= newest; day += 1) {
    const today = [...readings].filter(([key]) => isoToDay(key.slice(0, 10)) === day);
    await Promise.all(
      today.map(async ([key, rows]) => {
        const name = key.slice(11);
        const device = devices.get(name);
        const zone = regions.get(name)?.timeZone;
        if (device === undefined || zone === undefined) throw new Error(`no device for ${name}`);
        const timestamp = new Date(dayStart(day, zone) + 10 * 3_600_000).toISOString();
        const prices = Object.fromEntries(rows.map((r) => [r.commodity, r.price]));
        const response = await device.post(device.reading({ timestamp, prices }));
        if (response.status !== 202) throw new Error(`${name}: ${response.status} ${await response.text()}`);
      }),
    );
  }
}
