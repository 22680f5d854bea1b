import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '@/lib/validate/explain';
import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import { absorb, createMemory, type JudgeMemory } from '@/lib/validate/memory';
import { accepted, report } from './build';

/** Ten markets of three provinces around Rp 10.000 that wobble by 1 % for 40 days up to day 19999. */
function calmCountry(): JudgeMemory {
  const memory = createMemory();
  for (let day = 19_960; day < 20_000; day++) {
    for (let market = 1; market <= 10; market++) {
      const price = 10_000 + ((day * 7 + market * 13) % 5) * 50;
      absorb(memory, accepted({ marketId: market, regionId: 31 + (market % 3), day, price }));
    }
  }
  return memory;
}

const verdictOf = (over: Parameters<typeof report>[0], memory = calmCountry()) =>
  judge(report(over), memory, DEFAULT_RULES);

describe('judge', () => {
  it('accepts a calm price without a flag', () => {
    const verdict = verdictOf({ price: 10_150 });
    expect(verdict.lane).toBe('accepted');
    expect(verdict.flags).toEqual([]);
  });

  it.each([10, 100, 1000, 0.1, 0.01])('quarantines a scale slip of ×%d by name', (factor) => {
    const verdict = verdictOf({ price: Math.round(10_100 * factor) });
    expect(verdict.lane).toBe('quarantined');
    expect(verdict.flags).toContain('scale_slip');
  });

  it('quarantines a lone jump of 40 %', () => {
    expect(verdictOf({ price: 14_100 }).lane).toBe('quarantined');
  });

  it('accepts a jump that the other markets made on the same day', () => {
    const memory = calmCountry();
    for (let market = 2; market <= 10; market++) {
      absorb(memory, accepted({ marketId: market, regionId: 31 + (market % 3), day: 20_000, price: 11_400 }));
    }
    expect(verdictOf({ price: 11_400 }, memory).lane).toBe('accepted');
  });

  it('is the same when it is replayed, and does not touch the memory', () => {
    const memory = calmCountry();
    const first = verdictOf({ price: 12_700 }, memory);
    expect(verdictOf({ price: 12_700 }, memory)).toEqual(first);
  });

  it('accepts any first price of something nobody ever saw', () => {
    const verdict = verdictOf({ commodityId: 99, price: 123_456 });
    expect(verdict.lane).toBe('accepted');
    expect(verdict.acceptedRange).toBeNull();
  });

  it('catches a slipped zero in the first price of a market by what other markets ask', () => {
    const verdict = verdictOf({ marketId: 77, price: 101_000 });
    expect(verdict.lane).toBe('quarantined');
    expect(verdict.flags).toContain('scale_slip');
  });

  it('holds a price of which ingest already knows that it cannot be', () => {
    expect(verdictOf({ price: 10_100, hardFlags: ['clock_behind'] }).lane).toBe('quarantined');
  });

  it('says up to which price it would have accepted, and means it', () => {
    const memory = calmCountry();
    const held = verdictOf({ price: 14_100 }, memory);
    const high = held.acceptedRange?.high ?? 0;
    expect(verdictOf({ price: high }, memory).lane).toBe('accepted');
    expect(verdictOf({ price: Math.round(high * 1.02) }, memory).lane).not.toBe('accepted');
    expect(explain(held, report({ price: 14_100 }), 'id')).toContain('Diterima sampai Rp');
    expect(explain(held, report({ price: 14_100 }), 'en')).toContain('Accepted up to Rp');
  });

  it('accepts exactly what lies in the range that it names, whatever came before', () => {
    const move = fc.double({ min: -0.06, max: 0.06, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(move, move), { minLength: 2, maxLength: 40 }), move, (moves, last) => {
        const memory = createMemory();
        const prices = [20_000, 20_000, 20_000, 20_000];
        moves.forEach(([common, own], i) => {
          prices.forEach((price, m) => {
            prices[m] = price * Math.exp(common + (m === 0 ? own : 0));
            absorb(
              memory,
              accepted({ marketId: m + 1, day: 20_000 + i, price: Math.round(prices[m] ?? price) }),
            );
          });
        });
        const of = (price: number) =>
          judge(report({ day: 20_000 + moves.length, price }), memory, DEFAULT_RULES);
        const range = of(Math.round(20_000 * Math.exp(last))).acceptedRange;
        if (range === null) return;
        expect(of(range.low + 1).lane).toBe('accepted');
        expect(of(range.high - 1).lane).toBe('accepted');
        expect(of(range.low - 1).lane).not.toBe('accepted');
        expect(of(range.high + 1).lane).not.toBe('accepted');
      }),
    );
  });
});
