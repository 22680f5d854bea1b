import { describe, expect, it } from 'vitest';
import { effectOf, needsTwo } from '@/lib/review/effect';

const region = { markets: 9, total: 9 * 10_000 };
const nation = { markets: 99, total: 99 * 10_000 };

describe('the effect of a decision on averages', () => {
  it('is nothing when a market keeps what it has', () => {
    const market = { prices: 1, total: 10_000, before: null };
    const effect = effectOf(market, region, nation, [10_000], [10_000]);
    expect(effect).toEqual({ region: 0, nation: 0 });
    expect(needsTwo(effect)).toBe(false);
  });

  it('falls back on the price that the market had before', () => {
    const market = { prices: 1, total: 100_000, before: 10_000 };
    const effect = effectOf(market, region, nation, [100_000], []);
    expect(effect.region).toBeCloseTo(-9 / 19);
    expect(needsTwo(effect)).toBe(true);
  });

  it('leaves a market out that has no other price', () => {
    const market = { prices: 1, total: 20_000, before: null };
    expect(effectOf(market, region, nation, [20_000], []).region).toBeCloseTo(10 / 11 - 1);
  });

  it('says nothing where nobody else has a price', () => {
    const nobody = { markets: 0, total: 0 };
    const market = { prices: 0, total: 0, before: null };
    expect(effectOf(market, nobody, nobody, [], [5_000])).toEqual({ region: null, nation: null });
  });
});
