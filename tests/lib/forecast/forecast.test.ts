import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayPrice, dailySeries } from '@/lib/forecast/daily-series';
import { type Forecast, type ForecastInput, forecast } from '@/lib/forecast/forecast';
import { LEVELS } from '@/lib/forecast/quantiles';

const ORIGIN = 20_000;

function input(prices: readonly DayPrice[], more: Partial<ForecastInput> = {}): ForecastInput {
  return { prices, origin: ORIGIN, horizon: 7, volatility: 'medium', model: 'auto', ...more };
}

function line(days: number, price: (day: number) => number): DayPrice[] {
  return Array.from({ length: days }, (_, i) => ({
    day: ORIGIN - days + 1 + i,
    price: price(i),
  }));
}

function made(result: Forecast | null): Forecast {
  if (result === null) throw new Error('no forecast');
  return result;
}

const anyPrices = fc.array(
  fc.record({
    day: fc.integer({ min: ORIGIN - 200, max: ORIGIN + 30 }),
    price: fc.integer({ min: 1, max: 500_000 }),
  }),
  { minLength: 1, maxLength: 150 },
);

describe('a forecast', () => {
  it('states quantiles that never cross, for any series', () => {
    fc.assert(
      fc.property(anyPrices, (prices) => {
        const result = forecast(input(prices));
        if (result === null) return;
        for (const day of result.days) {
          expect(day.quantiles).toHaveLength(LEVELS.length);
          day.quantiles.forEach((q, i) => {
            expect(Number.isFinite(q) && q > 0).toBe(true);
            if (i > 0) expect(q).toBeGreaterThanOrEqual((day.quantiles[i - 1] as number) * (1 - 1e-12));
          });
        }
      }),
    );
  });

  it('does not look past its origin', () => {
    fc.assert(
      fc.property(anyPrices, (prices) => {
        const known = prices.filter((p) => p.day <= ORIGIN);
        expect(forecast(input(prices))).toEqual(forecast(input(known)));
      }),
    );
  });

  it('does not depend on the order of distinct days', () => {
    const prices = line(90, (i) => 10_000 + 40 * i);
    expect(forecast(input([...prices].reverse()))).toEqual(forecast(input(prices)));
  });

  it('says nothing about a market without a price in the last fortnight', () => {
    expect(forecast(input([]))).toBeNull();
    expect(forecast(input([{ day: ORIGIN - 15, price: 9_000 }]))).toBeNull();
    expect(forecast(input([{ day: ORIGIN - 14, price: 9_000 }]))).not.toBeNull();
  });

  it('chooses the drift where prices drift, and the last price where they only wobble', () => {
    const rising = made(forecast(input(line(120, (i) => 10_000 * 1.01 ** i))));
    expect(rising.model).toBe('drift');
    const last = 10_000 * 1.01 ** 119;
    expect(rising.days[6]?.mean).toBeGreaterThan(last * 1.03);
    const wobbling = made(forecast(input(line(120, (i) => (i % 2 === 0 ? 10_000 : 10_300)))));
    expect(wobbling.model).toBe('naive');
  });

  it('is as wide as its past errors: 80 % of a random walk falls into the 80 % interval', () => {
    const random = seeded(7);
    let inside = 0;
    const trials = 300;
    for (let t = 0; t < trials; t++) {
      let log = Math.log(20_000);
      const walk = line(367, () => {
        log += 0.02 * (random() + random() + random() - 1.5) * 2;
        return Math.exp(log);
      });
      const known = walk.slice(0, 360).map((p) => ({ ...p, day: p.day + 7 }));
      const actual = walk[366]?.price ?? 0;
      const [low, high] = [
        made(forecast(input(known))).days[6]?.quantiles[2],
        made(forecast(input(known))).days[6]?.quantiles[6],
      ];
      if (actual >= (low ?? 0) && actual <= (high ?? 0)) inside += 1;
    }
    expect(inside / trials).toBeGreaterThan(0.72);
    expect(inside / trials).toBeLessThan(0.88);
  });

  it('says how often it was close in the past', () => {
    const steady = made(forecast(input(line(100, () => 15_000))));
    expect(steady.skill[6]).toEqual({ h: 7, n: 79, error: 0, within5: 1 });
    expect(made(forecast(input([{ day: ORIGIN, price: 15_000 }]))).skill[0]).toEqual({
      h: 1,
      n: 0,
      error: null,
      within5: null,
    });
  });
});

describe('days without a report', () => {
  it('carry the price before', () => {
    const series = dailySeries(
      [
        { day: 10, price: 100 },
        { day: 13, price: 200 },
      ],
      14,
      100,
    );
    expect([...(series?.logs ?? [])].map((l) => Math.round(Math.exp(l)))).toEqual([100, 100, 100, 200, 200]);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
