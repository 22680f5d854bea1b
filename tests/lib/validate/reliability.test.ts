import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claim, createPeerGroup, seconds } from '@/lib/validate/peers';
import { adviceOf, HALF_LIFE_DAYS, reliabilityOf } from '@/lib/validate/reliability';

const day = fc.record({
  day: fc.integer({ min: 0, max: 100 }),
  upheld: fc.nat(1_000),
  overturned: fc.nat(1_000),
});

describe("a reporter's reliability", () => {
  it('is 1 as a weight for who is new', () => {
    expect(reliabilityOf([], 100)).toMatchObject({ mean: 0.95, weight: 1 });
    expect(adviceOf(reliabilityOf([], 100))).toBe('new');
  });

  it('lies between its bounds, and never falls to nothing', () => {
    fc.assert(
      fc.property(fc.array(day), (days) => {
        const { mean, low, high, weight } = reliabilityOf(days, 100);
        expect(low).toBeLessThanOrEqual(mean);
        expect(high).toBeGreaterThanOrEqual(mean);
        expect(weight).toBeGreaterThanOrEqual(0.2);
        expect(weight).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('falls with an overturned day and rises with one that stood', () => {
    fc.assert(
      fc.property(fc.array(day), (days) => {
        const { mean } = reliabilityOf(days, 100);
        expect(reliabilityOf([...days, { day: 100, upheld: 0, overturned: 1 }], 100).mean).toBeLessThan(mean);
        expect(reliabilityOf([...days, { day: 100, upheld: 1, overturned: 0 }], 100).mean).toBeGreaterThan(
          mean,
        );
      }),
    );
  });

  it('counts a day once, however many reports it had', () => {
    const once = reliabilityOf([{ day: 1, upheld: 3, overturned: 1 }], 1);
    expect(reliabilityOf([{ day: 1, upheld: 3_000, overturned: 1_000 }], 1)).toEqual(once);
  });

  it('forgets half of a day in ninety', () => {
    const bad = [{ day: 0, upheld: 0, overturned: 1 }];
    expect(reliabilityOf(bad, HALF_LIFE_DAYS).overturnedDays).toBeCloseTo(0.5);
  });

  it('makes a doubted claim second others by less', () => {
    const group = createPeerGroup();
    claim(group, { marketId: 1, day: 5, jump: 0.2 });
    claim(group, { marketId: 2, day: 5, jump: 0.2, weight: 0.25 });
    expect(seconds(group, { marketId: 3, day: 5, jump: 0.2 })).toBe(1.25);
  });
});
