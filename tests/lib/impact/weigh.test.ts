import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorbImpact, createImpactMemory } from '@/lib/impact/memory';
import { weigh } from '@/lib/impact/weigh';

const at = (marketId: number, day: number, price: number) => ({
  marketId,
  regionId: 31,
  commodityId: 1,
  volatility: 'medium' as const,
  price,
  day,
  observedAt: day * 86_400_000,
});

describe('weigh', () => {
  it('has nothing to say about a first price', () => {
    const impact = weigh(at(1, 1, 5000), createImpactMemory());
    expect(impact.priceChange).toBeNull();
    expect(impact.impactScore).toBe(0);
  });

  it('gives shares from 0 to 1 that sum to 1, and a score from 0 to 100', () => {
    const price = fc.integer({ min: 100, max: 200_000 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(8), fc.nat(20), price), { maxLength: 60 }),
        price,
        (rows, last) => {
          const memory = createImpactMemory();
          for (const [m, d, p] of rows.sort((a, b) => a[1] - b[1])) absorbImpact(memory, at(m, d, p));
          const impact = weigh(at(1, 21, last), memory);
          const shares = Object.values(impact.factorsWithWeights);
          expect(shares.every((s) => s >= 0 && s <= 1)).toBe(true);
          expect(Math.abs(shares.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-9);
          expect(impact.impactScore).toBeGreaterThanOrEqual(0);
          expect(impact.impactScore).toBeLessThanOrEqual(100);
        },
      ),
    );
  });

  it('scores a larger move at least as high', () => {
    const memory = createImpactMemory();
    for (let day = 1; day < 60; day++) absorbImpact(memory, at(1, day, 5000 + (day % 4) * 25));
    const scores = [5075, 5100, 5200, 5500, 7000].map((p) => weigh(at(1, 60, p), memory).impactScore);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
  });

  it('does not count a market among the others that moved with it', () => {
    const memory = createImpactMemory();
    for (let m = 1; m <= 5; m++) absorbImpact(memory, at(m, 1, 5000));
    for (let m = 1; m <= 5; m++) absorbImpact(memory, at(m, 2, 5500));
    // Four others moved, which is one too few.
    expect(weigh(at(1, 2, 5500), memory).factorsWithWeights.national_demand).toBe(0);
    absorbImpact(memory, at(6, 1, 5000));
    absorbImpact(memory, at(6, 2, 5500));
    expect(weigh(at(1, 2, 5500), memory).factorsWithWeights.national_demand).toBeGreaterThan(0.5);
  });

  it('measures a second report of a day from the day before, as the first', () => {
    const memory = createImpactMemory();
    for (let day = 1; day < 30; day++) absorbImpact(memory, at(1, day, 5000 + (day % 4) * 25));
    const first = weigh(at(1, 30, 5500), memory);
    absorbImpact(memory, at(1, 30, 5500));
    expect(first.impactScore).toBeGreaterThan(50);
    expect(weigh(at(1, 30, 5500), memory).impactScore).toBeGreaterThan(50);
  });

  it('credits the nation only when enough other markets moved the same way that day', () => {
    const memory = createImpactMemory();
    for (let m = 1; m <= 12; m++) absorbImpact(memory, at(m, 1, 5000));
    const lone = weigh(at(1, 2, 5500), memory);
    expect(lone.dominantFactor).toBe('unexplained');
    for (let m = 2; m <= 12; m++) absorbImpact(memory, at(m, 2, 5500));
    expect(weigh(at(1, 2, 5500), memory).dominantFactor).toBe('national_demand');
  });
});
