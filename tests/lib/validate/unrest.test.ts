import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import { absorb, createMemory, hold, type JudgeMemory } from '@/lib/validate/memory';
import { closeDay, createUnrest, stir, widening } from '@/lib/validate/unrest';
import { accepted, report } from './build';

const MARKETS = 20;
const DAY = 20_000;

/** Twenty markets that wobble by 1 % until the day before. */
function calmCountry(): JudgeMemory {
  const memory = createMemory();
  for (let day = DAY - 40; day < DAY; day++) {
    for (let market = 1; market <= MARKETS; market++) {
      const price = 10_000 + ((day * 7 + market * 13) % 5) * 50;
      absorb(memory, accepted({ marketId: market, day, price, observedAt: day * 86_400_000 + market }));
    }
  }
  return memory;
}

/** The price up to which market 1 is accepted after others reported so. */
function fence(of: (market: number) => number, upTo: number): number {
  const memory = calmCountry();
  for (let market = 2; market <= upTo; market++)
    absorb(memory, accepted({ marketId: market, day: DAY, price: of(market) }));
  return judge(report({ day: DAY, price: 10_100 }), memory, DEFAULT_RULES).acceptedRange?.high ?? 0;
}

describe('unrest', () => {
  it('widens the fence on a day on which many markets surprise in both directions', () => {
    const calm = fence(() => 10_100, MARKETS);
    const wild = fence((m) => (m % 2 === 0 ? 10_900 : 9_300), MARKETS);
    expect(wild).toBeGreaterThan(calm * 1.03);
  });

  it('lets four markets that collude widen the fence of a calm country by little', () => {
    const memory = calmCountry();
    for (let market = 6; market <= MARKETS; market++)
      absorb(memory, accepted({ marketId: market, day: DAY, price: 10_100 }));
    for (let market = 2; market <= 5; market++) {
      hold(memory, {
        ...accepted({ marketId: market, day: DAY, price: 12_500 }),
        lane: 'quarantined',
        receivedAt: 0,
      });
    }
    const range = judge(report({ day: DAY, price: 12_500 }), memory, DEFAULT_RULES);
    expect(range.lane).toBe('quarantined');
  });

  it('counts a market once a day, however often it reports', () => {
    const once = createUnrest();
    stir(once, 1.5, 0);
    const often = createUnrest();
    let counted = 0;
    for (let i = 0; i < 50; i++) counted = stir(often, 1.5, counted);
    expect(often).toEqual(once);
  });

  it('never widens or narrows beyond its bounds, and forgets within a fortnight', () => {
    const unrest = createUnrest();
    for (let market = 0; market < 500; market++) stir(unrest, 1e9, 0);
    expect(widening(unrest, 0, 0.8)).toBeLessThanOrEqual(2.5);
    closeDay(unrest, 1);
    expect(widening(unrest, 0, 0.8)).toBeGreaterThan(1.2);
    closeDay(unrest, 14);
    expect(widening(unrest, 0, 0.8)).toBeCloseTo(1, 2);
  });
});
