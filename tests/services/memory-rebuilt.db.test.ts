import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { judgeReading } from '@/lib/services/judge-reading';
import { createLiveBus } from '@/lib/services/live-bus';
import { announceCommit } from '@/lib/services/record-readings';
import { createRiverMemory, type RiverMemory, remember } from '@/lib/services/river-memory';
import { type SaveDeps, saveReadings, unknownHead } from '@/lib/services/save-readings';
import { readAccepted } from '@/lib/store/memory/read-accepted';
import { createRiverLine } from '@/lib/store/pool';
import type { RiverLine } from '@/lib/store/river/river-line';
import { addMarkets } from '../store/judged';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-05T02:00:00Z');
const DAYS = 25;
const COMMODITIES = [1, 2, 3];

describe.each(await availableKinds())('the memory, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let riverLine: RiverLine;
  let catalog: Catalog;
  let markets: readonly number[];
  beforeEach(async () => {
    database = await openSeededDatabase(kind);
    markets = await addMarkets(database.db);
    catalog = await database.catalog();
    riverLine = createRiverLine(database.url, () => undefined);
  });
  afterEach(async () => {
    await riverLine.end();
    await database.close();
  });

  function judge(
    memory: RiverMemory,
    marketId: number,
    observedAt: number,
    prices: readonly number[],
  ): JudgedReading {
    const regionId = catalog.markets.get(marketId)?.regionId ?? 0;
    const reading = {
      readingId: randomUUID(),
      deviceId: `DEV-${marketId}`,
      marketId,
      regionId,
      observedAt,
      receivedAt: observedAt + 1_000,
      temperature: null,
      humidity: null,
      crowd: null,
      prices: prices.map((price, i) => ({ commodityId: COMMODITIES[i] ?? 1, saidAs: 'x', price })),
    };
    return judgeReading(catalog, memory, reading, 'observed');
  }

  /** Lets every market report so many times a day, and rebuilds a memory from the rows. */
  async function liveAndRebuilt(timesADay: number) {
    const live = createRiverMemory();
    const bus = createLiveBus((error) => {
      throw error;
    });
    const deps: SaveDeps = {
      pool: database.pool,
      riverLine,
      catalog,
      now: START + DAYS * DAY_MS,
      head: unknownHead(),
      onCommit: (result, recorded) =>
        announceCommit({ catalog: () => catalog, memory: live, bus }, result, recorded),
    };
    // A fixed seed: prices that wander by a few per cent, so that nearly all of them count.
    const walk = fc.sample(fc.double({ min: -0.02, max: 0.02, noNaN: true }), {
      numRuns: DAYS * 64,
      seed: 7,
    });
    let step = 0;
    const level = markets.map(() => COMMODITIES.map((c) => 10_000 * c));
    for (let visit = 0; visit < DAYS * timesADay; visit++) {
      const time = START + Math.floor(visit / timesADay) * DAY_MS + (visit % timesADay) * 3 * 3_600_000;
      const batch = markets.map((marketId, m) => {
        const prices = COMMODITIES.map((_, c) => {
          const moved = (level[m]?.[c] ?? 0) * (1 + (walk[step++ % walk.length] ?? 0));
          (level[m] ?? [])[c] = moved;
          return Math.round(moved);
        });
        return judge(live, marketId, time + m * 60_000, prices);
      });
      await saveReadings(deps, batch);
    }
    const rebuilt = createRiverMemory();
    await readAccepted(database.pool, START - DAY_MS, (rows) => {
      for (const row of rows) remember(rebuilt, catalog, row);
    });
    const [stored] = await database.column<number>('SELECT count(*)::int AS value FROM observation');
    expect(stored).toBe(DAYS * timesADay * markets.length * COMMODITIES.length);
    const at = START + DAYS * DAY_MS;
    return markets.flatMap((marketId, m) =>
      [1, 1.03, 0.9, 1.4, 10].map((factor) => {
        const prices = COMMODITIES.map((_, c) => Math.round((level[m]?.[c] ?? 0) * factor));
        return { live: judge(live, marketId, at, prices), rebuilt: judge(rebuilt, marketId, at, prices) };
      }),
    );
  }

  it('that is rebuilt from rows judges and weighs as the one that saw everything arrive', async () => {
    for (const { live, rebuilt } of await liveAndRebuilt(1)) {
      expect(rebuilt.verdicts).toEqual(live.verdicts);
      expect(rebuilt.impacts).toEqual(live.impacts);
    }
  });

  it("keeps a market's last price of a day: after busier days it decides alike, and expects nearly the same", async () => {
    for (const { live, rebuilt } of await liveAndRebuilt(3)) {
      expect(rebuilt.verdicts.map((v) => v.lane)).toEqual(live.verdicts.map((v) => v.lane));
      for (const [i, verdict] of rebuilt.verdicts.entries()) {
        const expected = live.verdicts[i]?.expected ?? Number.NaN;
        expect(Math.abs((verdict.expected ?? 0) / expected - 1)).toBeLessThan(0.005);
      }
    }
  });
});
