import { describe, expect, it } from 'vitest';
import { addWeek, createPastWeeks, weekScore } from '@/lib/impact/household';
import { basketItem, householdCost } from '@/lib/market/basket';

const RICE = { id: 1, householdPerMonth: 24, typicalPrice: 13_000 };
const CHILI = { id: 2, householdPerMonth: 1, typicalPrice: 50_000 };
const DURIAN = { id: 3, householdPerMonth: null, typicalPrice: 60_000 };

describe('what a move costs a household', () => {
  it('is rupiah a month and points of the whole basket, and unknown outside it', () => {
    const item = basketItem([RICE, CHILI, DURIAN], 1);
    if (item === null) throw new Error('rice left the basket');
    expect(householdCost(13_000, 13_500, item)).toEqual({
      rupiahPerMonth: 12_000,
      basketPoints: (100 * 12_000) / (24 * 13_000 + 50_000),
    });
    expect(householdCost(13_500, 13_000, item).rupiahPerMonth).toBe(-12_000);
    expect(basketItem([RICE, CHILI, DURIAN], 3)).toBeNull();
  });
});

describe('the score of a week', () => {
  it('is its rank among past weeks, the same up and down, and 0 without a move', () => {
    const past = createPastWeeks();
    for (let w = 1; w <= 400; w++) addWeek(past, (w % 2 ? 1 : -1) * 0.0005 * w);
    expect(weekScore(past, 0, 'medium')).toBe(0);
    expect(weekScore(past, 0.1, 'medium')).toBe(weekScore(past, -0.1, 'medium'));
    expect(weekScore(past, 0.1, 'medium')).toBeGreaterThan(45);
    expect(weekScore(past, 0.1, 'medium')).toBeLessThan(58);
    expect(weekScore(past, 0.5, 'medium')).toBeGreaterThan(98);
  });
});
