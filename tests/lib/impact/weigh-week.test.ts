import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES, knownMarket } from '@/bench/impact/market';
import { scoreLive } from '@/bench/impact/score-live';
import { fitWeekModel } from '@/lib/impact/fit-week-model';
import { createLiveWeeks, type LiveWeeks, tellWeek } from '@/lib/impact/live-weeks';
import { absorbImpact, adoptWeeks, createImpactMemory, forgetImpact } from '@/lib/impact/memory';
import { nationWhy } from '@/lib/impact/nation-why';
import { weekModel } from '@/lib/impact/week-model';
import { FIRST_FORM, weigh } from '@/lib/impact/weigh';
import { weighWeek } from '@/lib/impact/weigh-week';
import { FACTORS } from '@/lib/market/factor';
import { learntMarket } from './learnt-market';

const SEED = 4711;
const total = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

describe('weighing a price against its week', () => {
  it('names the dominant factor of nine shocks in ten, and gives all shares within ten points', () => {
    const scored = CAUSES.map((cause) => scoreLive(SEED, cause));
    const sum = (of: (s: (typeof scored)[number]) => number) => total(scored.map(of));
    expect(sum((s) => s.shocks)).toBeGreaterThan(200);
    expect(sum((s) => s.dominant) / sum((s) => s.shocks)).toBeGreaterThanOrEqual(0.9);
    expect(sum((s) => s.shares) / sum((s) => s.shocks)).toBeGreaterThanOrEqual(0.9);
  }, 180_000);

  it('gives parts that add up to the change, and weights that add up to 1, for any price and any neighbours', () => {
    const { live, day } = learntMarket(SEED, 'nation');
    const move = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.integer({ min: -2, max: 2 }),
        fc.constantFrom(...live.series.keys()),
        fc.tuple(move, move, move),
        (price, offset, marketId, inputs) => {
          const report = { marketId, price, day: day + offset, volatility: 'high' as const };
          const weighed = weighWeek(live, report, inputs);
          if (weighed === null) throw new Error('a known market was not weighed');
          expect(Math.abs(total(weighed.parts) - weighed.change)).toBeLessThan(1e-9);
          const weights = FACTORS.map((f) => weighed.factorsWithWeights[f]);
          expect(weights.every((w) => w >= 0 && w <= 1)).toBe(true);
          expect(Math.abs(total(weights) - 1)).toBeLessThan(1e-9);
          expect(weighed.factorsWithWeights[weighed.dominantFactor]).toBe(Math.max(...weights));
          expect(weighed.impactScore).toBeGreaterThanOrEqual(0);
          expect(weighed.impactScore).toBeLessThanOrEqual(100);
        },
      ),
    );
  }, 60_000);

  it('gives no weight to a block that foretold nothing out of sample', () => {
    // The figures of another market: they move, and mean nothing here.
    const here = knownMarket(SEED, 'nation');
    const { live, markets, day } = learntMarket(SEED, 'nation', {
      ...here.world,
      fuelPrice: knownMarket(SEED + 9, 'fuel').world.fuelPrice ?? (() => 1),
      weather: () => Number.NaN,
      events: [],
    });
    expect(live.model.proven).not.toContain('fuel');
    expect(live.model.proven).not.toContain('weather');
    expect(live.model.proven).toContain('nation');
    for (const [marketId, price] of markets) {
      const weights = weighWeek(live, { marketId, price, day, volatility: 'high' })?.factorsWithWeights;
      expect(weights).toMatchObject({ logistics: 0, weather: 0, pests: 0 });
    }
  }, 60_000);

  it('gives the same again from the stored model and inputs', () => {
    const { live, markets, day } = learntMarket(SEED, 'island');
    const stored = weekModel.parse(JSON.parse(JSON.stringify(live.model)));
    for (const [marketId, price] of markets) {
      const report = { marketId, price, day, volatility: 'medium' as const };
      const weighed = weighWeek(live, report);
      const inputs = JSON.parse(JSON.stringify(weighed?.inputs));
      expect(weighWeek(createLiveWeeks('again', stored), report, inputs)).toEqual(weighed);
    }
  }, 60_000);

  it('scores up and down alike, more for more, and nothing without a change', () => {
    const { live, day } = learntMarket(SEED, 'alone');
    const [marketId] = live.series.keys();
    const base = live.series.get(marketId ?? 0)?.base ?? 0;
    const score = (price: number) =>
      weighWeek(live, { marketId: marketId ?? 0, price, before: base, day, volatility: 'high' })?.impactScore;
    expect(score(base)).toBe(0);
    const scores = [1.002, 1.01, 1.05, 2].map((x) => score(Math.round(base * x)) ?? Number.NaN);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(scores.at(-1)).toBeGreaterThan(95);
    const up = weighWeek(live, {
      marketId: marketId ?? 0,
      price: 2 * base,
      before: base,
      day,
      volatility: 'high',
    });
    const down = weighWeek(live, {
      marketId: marketId ?? 0,
      price: base,
      before: 2 * base,
      day,
      volatility: 'high',
    });
    expect(down?.impactScore).toBe(up?.impactScore);
  }, 60_000);

  it('is not harmed by figures that are absent, and learns nothing from too few weeks', () => {
    const market = knownMarket(SEED, 'nation');
    const series = (weeks: number) =>
      market.places.map((p, i) => ({
        market: i + 1,
        region: p.regionId,
        island: p.island,
        prices: [...(market.logs[i] ?? [])].slice(-weeks).map((v) => Math.exp(v)),
      }));
    const tables = { feasts: [], macro: [], regions: [], weather: [] };
    const day = market.days.at(-1) ?? 0;
    const model = fitWeekModel({ day, series: series(200), tables, events: [] });
    expect(model?.proven).toContain('nation');
    expect(model?.proven).not.toContain('fuel');
    expect(fitWeekModel({ day, series: series(10), tables, events: [] })).toBeNull();
    expect(fitWeekModel({ day, series: [], tables, events: [] })).toBeNull();
  }, 60_000);
});

describe('the memory of this week', () => {
  const learnt = learntMarket(SEED, 'nation');
  const place = (marketId: number, price: number, observedAt: number, day = learnt.day) => ({
    marketId,
    regionId: learnt.live.model.series.find((s) => s.market === marketId)?.region ?? 0,
    commodityId: 1,
    volatility: 'high' as const,
    price,
    observedAt,
    day,
  });
  const fresh = () => createLiveWeeks('weeks/1#7', learnt.live.model);

  it('answers by the learnt model and says so; by the first form where it knows no such market or day', () => {
    const memory = createImpactMemory();
    const [[marketId, price] = [0, 0]] = learnt.markets;
    expect(weigh(place(marketId, price, 1), memory).model).toBe(FIRST_FORM);
    adoptWeeks(memory, 1, fresh());
    expect(weigh(place(marketId, price, 1), memory)).toMatchObject({ model: 'weeks/1#7', inputs: [0, 0, 0] });
    expect(weigh(place(marketId, price, 1, learnt.day + 3), memory).model).toBe(FIRST_FORM);
    expect(weigh(place(99_999, price, 1), memory).model).toBe(FIRST_FORM);
  });

  it('is the same however it came about: price by price, taken up later, or after a price was taken back', () => {
    const step = createImpactMemory();
    adoptWeeks(step, 1, fresh());
    const later = createImpactMemory();
    for (const [marketId, price] of learnt.markets) {
      absorbImpact(step, place(marketId, Math.round(price * 1.3), 1));
      absorbImpact(step, place(marketId, price, 2));
      absorbImpact(later, place(marketId, price, 2));
    }
    adoptWeeks(later, 1, fresh());
    const [[wrong, price] = [0, 0], ...others] = learnt.markets;
    absorbImpact(step, place(wrong, 3 * price, 3));
    forgetImpact(step, place(wrong, 3 * price, 3), { price, observedAt: 2, day: learnt.day });
    for (const [marketId, p] of others) {
      const [a, b] = [step, later].map((memory) => weigh(place(marketId, p, 4), memory));
      expect(a?.inputs?.map((v) => Math.round(v * 1e4))).toEqual(b?.inputs?.map((v) => Math.round(v * 1e4)));
      expect(a?.dominantFactor).toBe(b?.dominantFactor);
    }
  });

  it('tells why the nation moved: this week from its markets, past weeks from what was learnt', () => {
    const live = fresh();
    expect(nationWhy(live, learnt.day)).toBeNull();
    for (const [marketId, price] of learnt.markets) tellWeek(live, marketId, price, learnt.day);
    expect(nationWhy(live, learnt.day)?.dominantFactor).toBe('national_demand');
    expect(nationWhy(live, learnt.day + 1)).toBeNull();
    for (const day of [learnt.day - 7, learnt.day - 10, learnt.day - 300]) {
      const weights = Object.values(nationWhy(live, day)?.factorsWithWeights ?? {});
      expect(weights).toHaveLength(FACTORS.length);
      expect(Math.abs(total(weights) - 1)).toBeLessThan(1e-9);
    }
    expect(nationWhy(live, learnt.day - 3000)).toBeNull();
  });

  it('leaves a market out of its own peers', () => {
    const live: LiveWeeks = fresh();
    for (const [marketId, price] of learnt.markets) tellWeek(live, marketId, price, learnt.day);
    const [[marketId, price] = [0, 0]] = learnt.markets;
    const before = weighWeek(live, place(marketId, price, 1))?.inputs;
    tellWeek(live, marketId, 5 * price, learnt.day);
    expect(weighWeek(live, place(marketId, price, 1))?.inputs).toEqual(before);
  });
});
