import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import { absorb, createMemory, hold, type JudgeMemory } from '@/lib/validate/memory';
import { claim, createPeerGroup, seconds } from '@/lib/validate/peers';
import { adviceOf, HALF_LIFE_DAYS, reliabilityOf } from '@/lib/validate/reliability';
import { settle } from '@/lib/validate/settle';
import { accepted, report } from './build';

const day = fc.record({
  day: fc.integer({ min: 0, max: 100 }),
  upheld: fc.nat(1_000),
  overturned: fc.nat(1_000),
});

const deviceOf = (marketId: number) => `D${marketId}`;

/** Eight markets after a calm month, whose reporters weigh so much. */
function calmMonth(own: number, others: number): JudgeMemory {
  const memory = createMemory();
  for (let m = 1; m <= 8; m++) memory.trust.set(deviceOf(m), m === 1 ? own : others);
  for (let d = 20_000; d < 20_030; d++)
    for (let m = 1; m <= 8; m++)
      absorb(
        memory,
        accepted({ marketId: m, deviceId: deviceOf(m), day: d, price: 10_000 + 20 * ((d + m) % 3) }),
      );
  return memory;
}

/** Judges a price and takes it in as its verdict says. */
function tell(memory: JudgeMemory, marketId: number, day: number, price: number) {
  const told = report({ marketId, deviceId: deviceOf(marketId), day, price });
  const verdict = judge(told, memory, DEFAULT_RULES);
  const { lane } = verdict;
  const held = lane === 'accepted' ? null : { ...told, lane };
  if (held === null) absorb(memory, told);
  else hold(memory, held);
  return { verdict, held };
}

/** What becomes of a price in the end, after four other markets claimed a jump of their own. */
function outcome(own: number, others: number, price: number, later: number | null) {
  const memory = calmMonth(own, others);
  for (let m = 5; m <= 8; m++) tell(memory, m, 20_030, 12_500);
  const { verdict, held } = tell(memory, 1, 20_030, price);
  if (later !== null) tell(memory, 1, 20_031, later);
  const now = (held?.receivedAt ?? 0) + 80 * 3_600_000;
  return { verdict, settled: held === null ? null : settle(held, memory, now, DEFAULT_RULES) };
}

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

  it('does not feed back on itself: what is made of a price is the same whatever its own reporter weighs', () => {
    const weight = fc.double({ min: 0.2, max: 1, noNaN: true });
    const price = fc.integer({ min: 9_000, max: 15_000 });
    fc.assert(
      fc.property(weight, weight, weight, price, fc.option(price), (one, other, rest, said, later) => {
        expect(outcome(one, rest, said, later)).toEqual(outcome(other, rest, said, later));
      }),
      { numRuns: 60 },
    );
  });
});
