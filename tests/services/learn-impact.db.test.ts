import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLiveWeeks } from '@/lib/impact/live-weeks';
import { weekModel } from '@/lib/impact/week-model';
import { FIRST_FORM } from '@/lib/impact/weigh';
import { weighWeek } from '@/lib/impact/weigh-week';
import { isoToDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { judgeReading } from '@/lib/services/judge-reading';
import { learnImpact } from '@/lib/services/learn-impact';
import { type LearnOrder, learnWeeks } from '@/lib/services/learn-weeks';
import { createRiverMemory, remember } from '@/lib/services/river-memory';
import { type Saved, saveReadings, unknownHead } from '@/lib/services/save-readings';
import { readModel } from '@/lib/store/impact/impact-fits';
import { createRiverLine } from '@/lib/store/pool';
import type { RiverLine } from '@/lib/store/river/river-line';
import { verdictDetail } from '@/lib/store/river/verdict-detail';
import { addMarkets } from '../store/judged';
import { FILLED_BASE as BASE, fillWeeks } from '../support/fill-weeks';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

const NOW = Date.parse('2026-06-10T03:00:00Z');
const TODAY = isoToDay('2026-06-10');
const COMMODITY = 4;

describe('learning what moves prices', () => {
  let database: OpenDatabase;
  let riverLine: RiverLine;
  let catalog: Catalog;
  let markets: readonly number[];
  const clock = { now: () => NOW };
  beforeEach(async () => {
    database = await openSeededDatabase();
    markets = await addMarkets(database.db);
    catalog = await database.catalog();
    riverLine = createRiverLine(database.url, () => undefined);
  });
  afterEach(async () => {
    await riverLine.end();
    await database.close();
  });

  const instance = () => ({
    pool: database.pool,
    clock,
    catalog: () => catalog,
    memory: createRiverMemory(),
  });
  const here = (order: LearnOrder) => learnWeeks(database.pool, order);

  function reading(marketId: number, price: number) {
    const regionId = catalog.markets.get(marketId)?.regionId ?? 0;
    return {
      readingId: randomUUID(),
      deviceId: `DEV-${marketId}`,
      marketId,
      regionId,
      observedAt: NOW,
      receivedAt: NOW,
      temperature: null,
      humidity: null,
      crowd: null,
      prices: [{ commodityId: COMMODITY, saidAs: 'bawang', price }],
    };
  }

  it('answers by its first form on a fresh database, and says so', async () => {
    const deps = instance();
    expect(await learnImpact(deps, here)).toBe(0);
    const [impact] = judgeReading(catalog, deps.memory, reading(markets[0] ?? 0, BASE), 'observed').impacts;
    expect(impact?.model).toBe(FIRST_FORM);
    const [models] = await database.column<number>('SELECT count(*)::int AS value FROM impact_model');
    expect(models).toBe(0);
  });

  it('learns once for a day, on one instance for all, and again when an official enters an event', async () => {
    await fillWeeks(database.pool, markets, COMMODITY, TODAY);
    const [one, other] = [instance(), instance()];
    expect(await learnImpact(one, here)).toBe(1);
    expect(await learnImpact(one, here)).toBe(0);
    expect(await learnImpact(other, here)).toBe(0);
    expect([one, other].map((i) => i.memory.impact.weeks.get(COMMODITY)?.name)).toEqual(
      Array(2).fill('weeks/1#1'),
    );
    expect(one.memory.impact.weeks.get(COMMODITY)?.model.proven).toContain('nation');
    await database.pool.query(
      `INSERT INTO market_event (id, kind, begins, source, text_id, entered_at, entered_by)
       VALUES ($1, 'flood', '2026-06-09', 'BPBD', 'Banjir besar', $2, 'test')`,
      [randomUUID(), new Date(NOW)],
    );
    expect(await learnImpact(one, here)).toBe(1);
    expect(one.memory.impact.weeks.get(COMMODITY)?.name).toBe('weeks/1#2');
  });

  it('keeps with each price what weighed it: the stored model and inputs give the same impact again', async () => {
    await fillWeeks(database.pool, markets, COMMODITY, TODAY);
    const deps = instance();
    await learnImpact(deps, here);
    const [own = 0, ...others] = markets;
    for (const marketId of others)
      remember(deps.memory, catalog, { ...reading(marketId, 0), commodityId: COMMODITY, price: 1.2 * BASE });
    const judged = judgeReading(catalog, deps.memory, reading(own, 1.2 * BASE), 'observed');
    const [impact] = judged.impacts;
    expect(impact).toMatchObject({ model: 'weeks/1#1', dominantFactor: 'national_demand' });
    const save = async () => {
      const [outcome] = await saveReadings(
        {
          pool: database.pool,
          riverLine,
          catalog,
          now: NOW,
          head: unknownHead(),
          onCommit: () => undefined,
        },
        [judged],
      );
      return outcome as Saved;
    };
    expect((await save()).fresh).toBe(true);
    const repeat = await save();
    expect(repeat.fresh).toBe(false);
    expect(repeat.recorded.prices[0]?.impact).toEqual(impact);

    const [detail] = await database.column<{ weighed: { model: string; inputs: [number, number, number] } }>(
      'SELECT detail AS value FROM verdict',
    );
    const stored = weekModel.parse(
      await readModel(database.pool, Number(detail?.weighed.model.split('#')[1]), COMMODITY),
    );
    const again = weighWeek(
      createLiveWeeks('again', stored),
      {
        marketId: own,
        price: 1.2 * BASE,
        day: TODAY,
        volatility: catalog.commodities.get(COMMODITY)?.volatility ?? 'low',
      },
      detail?.weighed.inputs,
    );
    expect(again).toMatchObject({
      impactScore: impact?.impactScore,
      dominantFactor: impact?.dominantFactor,
      factorsWithWeights: impact?.factorsWithWeights,
    });
    await expect(database.pool.query('UPDATE impact_model SET body = body')).rejects.toThrow(/append/i);
  });

  it('takes in what sensors felt, and does not count it twice', async () => {
    const deps = instance();
    const [marketId = 0] = markets;
    const verdict = {
      lane: 'accepted' as const,
      score: 0,
      flags: [],
      ruleVersion: 'test/1',
      detectors: [],
      expected: null,
      acceptedRange: null,
    };
    const judged = judgeReading(
      catalog,
      deps.memory,
      { ...reading(marketId, BASE), temperature: 31, humidity: 80 },
      'observed',
    );
    const item = {
      ...judged,
      verdicts: [verdict],
      details: [verdictDetail(verdict, 'x', { model: 'test/1' })],
    };
    await saveReadings(
      {
        pool: database.pool,
        riverLine,
        catalog,
        now: NOW,
        head: unknownHead(),
        onCommit: () => undefined,
      },
      [item],
    );
    for (let i = 0; i < 2; i++) {
      await learnImpact({ ...deps, clock: { now: () => NOW + i * 86_400_000 } }, here);
      const rows = await database.column<string>(
        `SELECT concat_ws(' ', day, readings, temperature, humidity) AS value FROM region_weather`,
      );
      expect(rows).toEqual(['2026-06-10 1 31 80']);
    }
  });
});
