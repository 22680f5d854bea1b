import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES, knownMarket } from '@/bench/impact/market';
import { falseProofs, scoreMarket } from '@/bench/impact/score';
import { attribute, COLUMNS, type CommodityWeeks, explainWeeks } from '@/lib/impact/explain-weeks';
import { knownCauses } from '@/lib/impact/known-causes';
import { heaviest, publishedWeights } from '@/lib/impact/publish';
import { shapley } from '@/lib/impact/shapley';

const SEED = 4711;

function weeksOf(seed: number): CommodityWeeks {
  const market = knownMarket(seed, 'nation');
  return {
    places: market.places,
    logs: market.logs,
    known: (region, week) => knownCauses(market.world, region, market.days[week] as number),
  };
}

describe('explaining a week', () => {
  it('finds the dominant cause of 9 in 10 shocks, and its shares within 10 points', () => {
    const scored = CAUSES.flatMap((cause) => [0, 1].map((i) => scoreMarket(SEED + i, cause)));
    const total = (of: (s: (typeof scored)[number]) => number) => scored.reduce((sum, s) => sum + of(s), 0);
    expect(total((s) => s.shocks)).toBeGreaterThan(400);
    expect(total((s) => s.dominant) / total((s) => s.shocks)).toBeGreaterThanOrEqual(0.9);
    expect(total((s) => s.shares) / total((s) => s.shocks)).toBeGreaterThanOrEqual(0.9);
  }, 120_000);

  it('gives no weight to figures that mean nothing', () => {
    const { proven, offered } = falseProofs(SEED, 4);
    expect(proven / offered).toBeLessThanOrEqual(0.2);
  }, 60_000);

  it('gives parts that add up to the change, whatever the figures', () => {
    const { model } = explainWeeks(weeksOf(SEED));
    const figure = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(figure, { minLength: COLUMNS.length, maxLength: COLUMNS.length }),
        figure,
        (x, change) => {
          const explained = attribute(model, Float64Array.from(x), change);
          const sum = [...explained.parts.values()].reduce((a, b) => a + b, explained.rest);
          expect(Math.abs(sum - change)).toBeLessThan(1e-9);
          const weights = Object.values(publishedWeights(model, explained));
          expect(weights.every((w) => w >= 0 && w <= 1)).toBe(true);
          expect(Math.abs(weights.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-9);
        },
      ),
    );
  }, 60_000);

  it('gives each block its exact Shapley share of what is foretold', () => {
    const { model, last } = explainWeeks(weeksOf(SEED + 1));
    const explained = last[0];
    if (explained == null) throw new Error('the first series has no last week');
    const worth = model.proven.map((_, i) => dot(model.parts[i] as Float64Array, explained.figures));
    const shares = shapley(model.proven.length, (coalition) => {
      const known = explained.figures.map((v, c) => {
        const player = model.proven.indexOf(COLUMNS[c]?.block ?? 'nation');
        return player >= 0 && coalition & (1 << player) ? v : 0;
      });
      return Float64Array.of(dot(model.beta, known));
    });
    shares.forEach((share, i) => {
      expect(share[0]).toBeCloseTo(worth[i] as number, 12);
    });
  }, 60_000);

  it('learns the same whether or not empty weeks stand before the first price', () => {
    const data = weeksOf(SEED);
    const empty = 60;
    const { model } = explainWeeks({
      places: data.places,
      logs: data.logs.map((own) => Float64Array.from([...Array(empty).fill(Number.NaN), ...own])),
      known: (region, week) => data.known(region, Math.max(0, week - empty)),
    });
    const without = explainWeeks(data).model;
    expect(model.proven).toEqual(without.proven);
    model.beta.forEach((value, i) => {
      expect(value).toBeCloseTo(without.beta[i] as number, 9);
    });
  }, 60_000);

  it('leaves everything unexplained without a past, and is not harmed by absent figures', () => {
    const market = knownMarket(SEED, 'alone');
    const short = explainWeeks({
      places: market.places,
      logs: market.logs.map((own) => own.slice(-3)),
      known: () => knownCauses({ feasts: [] }, 1, 0),
    });
    expect(short.model.proven).toEqual([]);
    const explained = short.last[0];
    if (explained == null) throw new Error('the first series has no last week');
    expect(heaviest(publishedWeights(short.model, explained))).toBe('unexplained');
    const blind = explainWeeks({ ...weeksOf(SEED), known: () => knownCauses({ feasts: [] }, 1, 0) });
    expect(blind.model.proven).not.toContain('weather');
    expect(blind.model.proven).toContain('nation');
  }, 60_000);
});

describe('Shapley shares', () => {
  it('sum to the value of all less the value of none, and give a dummy nothing', () => {
    const values = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(values, (v) => {
        const shares = shapley(5, (coalition) => Float64Array.of(v[coalition & 15] as number));
        const sum = shares.reduce((a, s) => a + (s[0] as number), 0);
        expect(Math.abs(sum - ((v[15] as number) - (v[0] as number)))).toBeLessThan(1e-9);
        expect(Math.abs(shares[4]?.[0] ?? 1)).toBeLessThan(1e-12);
      }),
    );
  });
});

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);
}
