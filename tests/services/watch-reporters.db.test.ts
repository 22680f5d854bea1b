import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayToIso, localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { judgeReading } from '@/lib/services/judge-reading';
import { tellReliability } from '@/lib/services/read-reliability';
import { createRiverMemory } from '@/lib/services/river-memory';
import { saveReadings, unknownHead } from '@/lib/services/save-readings';
import { toldEvidence } from '@/lib/services/told-evidence';
import { watchReporters } from '@/lib/services/watch-reporters';
import { createRiverLine } from '@/lib/store/pool';
import { collectDays } from '@/lib/store/reporters/collect-days';
import type { RiverLine } from '@/lib/store/river/river-line';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-06-01T03:00:00Z');
const DAYS = 24;
const GOODS = [1, 2, 3, 4, 5, 6];
const REPORTERS = [1, 2, 3, 4];

/** A draw from [0, 1) that differs with each of three whole numbers. */
function draw(a: number, b: number, c: number): number {
  let x = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b) ^ Math.imul(c + 1, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return ((x ^ (x >>> 15)) >>> 0) / 4_294_967_296;
}

describe('watching reporters', () => {
  let database: OpenDatabase;
  let catalog: Catalog;
  let river: RiverLine;
  let marketId: number;
  const head = unknownHead();
  const memory = createRiverMemory();
  const deps = (day: number) => ({
    pool: database.pool,
    catalog: () => catalog,
    clock: { now: () => START + day * DAY_MS } as Parameters<typeof watchReporters>[0]['clock'],
  });
  const device = (n: number) => `ENUM-${n}`;

  beforeEach(async () => {
    database = await openSeededDatabase();
    catalog = await database.catalog();
    marketId = [...catalog.markets.keys()][0] ?? 0;
    river = createRiverLine(database.url, () => undefined);
    head.current = null;
    for (const n of [...REPORTERS, 9])
      await database.db.device.create({
        data: {
          id: device(n),
          marketId,
          role: n === 2 ? 'operator' : 'enumerator',
          status: 'active',
          simulated: n === 9,
        },
      });
  });
  afterEach(async () => {
    await river.end();
    await database.close();
  });

  /** One price each of all goods, each typed 20 seconds after the one before (4: in a tenth of one). */
  async function report(n: number, day: number, price: (good: number) => number): Promise<void> {
    const judged = GOODS.map((commodityId, i) => {
      const observedAt = START + day * DAY_MS + i * (n === 4 ? 100 : 20_000);
      const reading = {
        readingId: randomUUID(),
        deviceId: device(n),
        marketId,
        regionId: catalog.markets.get(marketId)?.regionId ?? 0,
        observedAt,
        receivedAt: observedAt + 1_000,
        temperature: null,
        humidity: null,
        crowd: null,
        prices: [{ commodityId, saidAs: 'x', price: price(commodityId) }],
      };
      return judgeReading(catalog, memory, reading, n === 9 ? 'simulated' : 'observed');
    });
    const now = START + day * DAY_MS + 3_600_000;
    await saveReadings(
      { pool: database.pool, riverLine: river, catalog, now, head, onCommit: () => {} },
      judged,
    );
  }

  const honest = (n: number, good: number, day: number) =>
    20_000 + 5_000 * good + 50 * Math.floor(60 * draw(n, good, day));
  /** Reporter 1 stands still from the tenth day on, 3 and 4 are honest but for 4's fingers. */
  const told = (n: number, good: number, day: number) => honest(n, good, n === 1 && day > 10 ? 10 : day);
  async function country(): Promise<void> {
    for (let day = 0; day < DAYS; day++)
      for (const n of REPORTERS) await report(n, day, (good) => told(n, good, day));
  }
  const evidence = () =>
    database.column<string>(
      `SELECT device_id || ' ' || kind || ' ' || since || ' ' || last_day AS value FROM reporter_evidence ORDER BY 1`,
    );

  it('finds who repeats himself and who types too fast, with dates, and tells them apart from the honest', async () => {
    await country();
    expect(await watchReporters(deps(DAYS)).turn()).toBeGreaterThanOrEqual(DAYS);
    const found = await evidence();
    const until = dayToIso(localDay(START, 'Asia/Jakarta') + DAYS - 1);
    expect(found).toHaveLength(2);
    expect(found[0]).toContain('ENUM-1 frozen');
    expect(found[1]).toContain('ENUM-4 entry_speed');
    for (const line of found) expect(line.endsWith(until)).toBe(true);
    const lines = (await toldEvidence(deps(DAYS), [device(1), device(3)])).get(device(1));
    expect(lines?.[0]).toMatchObject({ kind: 'frozen', until });
    expect(lines?.[0]?.text.en).toContain('same figures');
    const advice = await tellReliability(deps(DAYS), { deviceId: device(1), marketId });
    expect(advice.habits.map((h) => h.en)).toEqual([expect.stringContaining('have not changed for long')]);
    // Four weeks later it is held against nobody.
    expect((await toldEvidence(deps(DAYS + 30), [device(1)])).size).toBe(0);
  });

  it('writes the same once, whoever looks, and however often it starts anew', async () => {
    await country();
    await watchReporters(deps(DAYS)).turn();
    const first = await evidence();
    await Promise.all([1, 2, 3].map(() => watchReporters(deps(DAYS)).turn()));
    expect(await evidence()).toEqual(first);
    // The next day makes a stretch longer, no second one.
    await report(1, DAYS, (good) => told(1, good, DAYS));
    await watchReporters(deps(DAYS + 1)).turn();
    expect(await evidence()).toHaveLength(first.length);
  });

  it('collects page by page what devices said first each day, and nothing of simulated ones', async () => {
    await report(9, 0, () => 30_000);
    for (const n of REPORTERS) await report(n, 0, (good) => honest(n, good, 0));
    for (const n of REPORTERS) await report(n, 0, () => 44_000);
    const page = { page: 7, backlog: 1_000_000, since: START };
    let turns = 0;
    while ((await collectDays(database.pool, page)) > 0) turns++;
    expect(turns).toBeGreaterThan(3);
    const rows = await database.column<number>('SELECT price AS value FROM reporter_day');
    expect(rows).toHaveLength(REPORTERS.length * GOODS.length);
    expect(rows).not.toContain(44_000);
    expect(rows).not.toContain(30_000);
    // Only people type.
    expect(
      await database.column(
        'SELECT DISTINCT device_id AS value FROM reporter_day WHERE typed_at IS NULL ORDER BY 1',
      ),
    ).toEqual([device(2)]);
  });

  it('leaves a flood behind rather than to chase it', async () => {
    for (const n of REPORTERS) await report(n, 0, (good) => honest(n, good, 0));
    expect(await collectDays(database.pool, { page: 100, backlog: 5, since: START })).toBe(0);
    expect(await database.column('SELECT count(*)::int AS value FROM reporter_day')).toEqual([5]);
  });
});
