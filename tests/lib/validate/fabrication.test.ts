import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWatch, watch } from '@/lib/validate/fabrication';
import type { Accusation } from '@/lib/validate/reporter/accusation';

const REPORTERS = 10;
const GOODS = 8;
const LIES_FROM = 90;
const DAYS = 118;

/** A deterministic draw from [0, 1) for any three whole numbers. */
function draw(a: number, b: number, c: number): number {
  let x = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b) ^ Math.imul(c + 1, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return ((x ^ (x >>> 15)) >>> 0) / 4_294_967_296;
}

/** Honest prices: each good of each reporter walks its own way, in steps of Rp 50, and stands still every third day. */
const WALKS = Array.from({ length: REPORTERS + 1 }, (_x, reporter) =>
  Array.from({ length: GOODS + 1 }, (_y, good) => {
    let log = Math.log(9_000 + 7_000 * good + 400 * reporter);
    return Array.from({ length: DAYS }, (_z, day) => {
      if (draw(reporter, good, 2 * day) > 0.33) log += 0.06 * (draw(reporter, good, 2 * day + 1) - 0.5);
      return 50 * Math.round(Math.exp(log) / 50);
    });
  }),
);
const honest = (reporter: number, good: number, day: number) => WALKS[reporter]?.[good]?.[day] ?? 1;
const steps = (price: number, step = 50) => step * Math.round(price / step);

type Told = (reporter: number, good: number, day: number) => number;

/** Every good of every reporter, day by day. */
function* country(told: Told, typedAt: Told | null = null) {
  for (let day = 0; day < DAYS; day++)
    for (let reporter = 1; reporter <= REPORTERS; reporter++)
      for (let good = 1; good <= GOODS; good++)
        yield {
          deviceId: `D${reporter}`,
          marketId: reporter,
          commodityId: good,
          day,
          price: told(reporter, good, day),
          typedAt: typedAt?.(reporter, good, day) ?? null,
        };
}

/** Kinds found by reporter, and what was said of them last. */
function accusations(lie: Told, typedAt: Told | null = null, from = LIES_FROM) {
  const memory = createWatch();
  const found = new Map<number, Map<string, Accusation>>();
  const told: Told = (reporter, good, day) => (day >= from ? lie : honest)(reporter, good, day);
  for (const price of country(told, typedAt)) {
    for (const a of watch(memory, price)) {
      const kinds = found.get(price.marketId) ?? new Map<string, Accusation>();
      found.set(price.marketId, kinds.set(a.kind, a));
    }
  }
  return found;
}

const by =
  (liar: number, lie: Told): Told =>
  (reporter, good, day) =>
    (reporter === liar ? lie : honest)(reporter, good, day);

describe('evidence about reporters', () => {
  it('accuses nobody in an honest country', () => {
    expect(accusations(honest).size).toBe(0);
  });

  it('finds a reporter who repeats his last values, and only him', () => {
    const found = accusations(by(3, (r, good) => honest(r, good, LIES_FROM - 1)));
    expect([...found.keys()]).toEqual([3]);
    expect(found.get(3)?.get('frozen')?.since).toBeGreaterThanOrEqual(LIES_FROM - 2);
  });

  it('finds a reporter who copies another one, and says whom', () => {
    const found = accusations(by(7, (_r, good, day) => honest(2, good, day)));
    expect(found.get(7)?.get('copied')).toMatchObject({ source: 'D2' });
  });

  it('finds two goods that always move by the same factor, and names them', () => {
    const ratio = honest(4, 6, LIES_FROM) / honest(4, 5, LIES_FROM);
    const found = accusations(
      by(4, (r, good, day) => (good === 6 ? steps(honest(r, 5, day) * ratio) : honest(r, good, day))),
    );
    expect([...found.keys()]).toEqual([4]);
    expect(found.get(4)?.get('twins')).toMatchObject({ items: [5, 6] });
  });

  it('finds a whole list scaled by one number', () => {
    const scale = (day: number) => 1 + 0.12 * (draw(99, 0, day) - 0.5);
    const found = accusations(by(5, (r, good, day) => steps(honest(r, good, LIES_FROM - 1) * scale(day))));
    expect([...found.keys()]).toEqual([5]);
    expect(found.get(5)?.has('common_factor')).toBe(true);
  });

  it('finds a reporter whose figures end as nobody else’s do', () => {
    const found = accusations(by(6, (r, good, day) => steps(honest(r, good, day), 1_000)));
    expect([...found.keys()]).toEqual([6]);
    expect(found.get(6)?.has('digit_heaping')).toBe(true);
  });

  it('accuses nobody of round figures where everybody tells round figures', () => {
    const round: Told = (r, good, day) => steps(honest(r, good, day), 500);
    const kinds = [...accusations(round, null, 0).values()].flatMap((k) => [...k.keys()]);
    expect(kinds.filter((kind) => kind === 'digit_heaping')).toEqual([]);
  });

  it('finds prices that come back in a cycle', () => {
    const found = accusations(by(8, (r, good, day) => honest(r, good, LIES_FROM - 4 + (day % 3))));
    expect([...found.keys()]).toEqual([8]);
    expect(found.get(8)?.has('regular')).toBe(true);
  });

  it('finds prices that were typed faster than a hand types, where the time of typing is known', () => {
    const typed = (every: (reporter: number) => number) => (reporter: number, good: number, day: number) =>
      day * 86_400_000 + good * (day >= LIES_FROM ? every(reporter) : 20_000);
    const found = accusations(
      honest,
      typed((reporter) => (reporter === 9 ? 300 : 4_000)),
    );
    expect([...found.keys()]).toEqual([9]);
    expect(found.get(9)?.has('entry_speed')).toBe(true);
    // Prices of one message have one time, which says nothing of how they were typed.
    expect(accusations(honest, (_r, _g, day) => day * 86_400_000).size).toBe(0);
  });

  it('does not accuse a reporter of standing still when everybody does', () => {
    expect(accusations((reporter, good) => honest(reporter, good, LIES_FROM - 1)).size).toBe(0);
  });

  it('clears a name again after honest weeks', () => {
    const lies = (reporter: number, day: number) => reporter === 3 && day >= 40 && day < 54;
    const memory = createWatch();
    let last: readonly Accusation[] = [];
    let accused = 0;
    for (const price of country((r, good, day) => honest(r, good, lies(r, day) ? 39 : day))) {
      const seen = watch(memory, price);
      if (price.marketId !== 3) continue;
      last = seen;
      accused += seen.length;
    }
    expect(accused).toBeGreaterThan(0);
    expect(last).toEqual([]);
  });

  it('keeps finite figures, and dates no later than today, whatever is told', () => {
    const told = fc.record({
      deviceId: fc.constantFrom('A', 'B', 'C'),
      marketId: fc.integer({ min: 1, max: 2 }),
      commodityId: fc.integer({ min: 1, max: 5 }),
      price: fc.oneof(fc.constantFrom(1, 500, 10_000), fc.integer({ min: 1, max: 1_000_000_000 })),
      day: fc.integer({ min: -5, max: 60 }),
      typedAt: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 60 * 86_400_000 })),
    });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 300 }), (prices) => {
        const memory = createWatch();
        const newest = new Map<string, number>();
        for (const price of prices) {
          newest.set(price.deviceId, Math.max(price.day, newest.get(price.deviceId) ?? price.day));
          for (const { since, strength } of watch(memory, price)) {
            expect(Number.isFinite(strength)).toBe(true);
            expect(since).toBeLessThanOrEqual(newest.get(price.deviceId) ?? 0);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
