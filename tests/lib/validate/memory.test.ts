import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorb, createMemory, forget, snapshot } from '@/lib/validate/memory';
import { accepted } from './build';

const DAY_MS = 86_400_000;

describe('memory', () => {
  it('keeps the same window whatever the order in which prices arrive', () => {
    const prices = fc.uniqueArray(
      fc.record({
        minute: fc.integer({ min: 0, max: 50 * 1440 }),
        price: fc.integer({ min: 500, max: 90_000 }),
      }),
      { selector: (p) => p.minute, minLength: 1, maxLength: 80 },
    );
    fc.assert(
      fc.property(prices, fc.infiniteStream(fc.nat()), (list, keys) => {
        const rows = list.map((p) =>
          accepted({ price: p.price, day: Math.floor(p.minute / 1440), observedAt: p.minute * 60_000 }),
        );
        const shuffled = rows
          .map((row) => ({ row, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row);
        const a = createMemory();
        const b = createMemory();
        for (const row of rows) absorb(a, row);
        for (const row of shuffled) absorb(b, row);
        expect(snapshot(b, 1, 1)).toEqual(snapshot(a, 1, 1));
      }),
    );
  });

  it('keeps the last price of each of the last 64 days and nothing older', () => {
    const memory = createMemory();
    for (let day = 0; day < 100; day++) {
      for (const hour of [6, 12, 18]) {
        absorb(
          memory,
          accepted({ day, observedAt: day * DAY_MS + hour * 3_600_000, price: 1000 + day * 10 + hour }),
        );
      }
    }
    const { last, window } = snapshot(memory, 1, 1);
    expect(window.length).toBe(64);
    expect(window[0]?.day).toBe(36);
    expect(last).toEqual({ day: 99, price: 1000 + 990 + 18, observedAt: 99 * DAY_MS + 18 * 3_600_000 });
  });

  it('forgets a demoted price and falls back to the day before', () => {
    const memory = createMemory();
    absorb(memory, accepted({ day: 1, price: 1000 }));
    absorb(memory, accepted({ day: 2, price: 1400 }));
    forget(memory, accepted({ day: 2, price: 1400 }));
    expect(snapshot(memory, 1, 1).last?.price).toBe(1000);
    forget(memory, accepted({ day: 2, price: 1400 }));
    expect(snapshot(memory, 1, 1).window.length).toBe(1);
  });

  it('leaves no trace of a forgotten price in the groups', () => {
    const build = (extra: boolean) => {
      const memory = createMemory();
      for (let market = 1; market <= 4; market++) absorb(memory, accepted({ marketId: market, day: 1 }));
      for (let market = 2; market <= 4; market++) {
        absorb(memory, accepted({ marketId: market, day: 2, price: 10_500 }));
      }
      const wrong = accepted({ marketId: 1, day: 2, price: 13_000 });
      if (extra) {
        absorb(memory, wrong);
        forget(memory, wrong);
      }
      return [...memory.groups.values()].map((g) =>
        [g.count, g.members, g.sum, g.levels].map((v) => v.toFixed(9)),
      );
    };
    expect(build(true)).toEqual(build(false));
  });
});
