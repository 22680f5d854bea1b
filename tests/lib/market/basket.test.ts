import { describe, expect, it } from 'vitest';
import { basketNow } from '@/lib/market/basket';

const RICE = { per_month: 24, price: 14_000, ratio: 0.12 };
const CHILI = { per_month: 0.5, price: 40_000, ratio: -0.2 };

describe("a family's basket", () => {
  it('costs what its amounts cost at the prices of today, and changed by what they changed', () => {
    const { cost, items, priced, change } = basketNow([RICE, CHILI]);
    expect({ cost, items, priced }).toEqual({ cost: 356_000, items: 2, priced: 2 });
    // 24 kg were 12,500 each, half a kilogram 50,000 each.
    expect(change).toEqual({ rupiah: 31_000, ratio: expect.closeTo(31_000 / 325_000, 9) });
  });

  it('leaves out what it does not hold, and counts what has no price as missing, never as free', () => {
    const basket = basketNow([RICE, { ...CHILI, price: null }, { ...CHILI, per_month: null }]);
    expect(basket).toMatchObject({ cost: 336_000, items: 2, priced: 1 });
    expect(basketNow([{ ...RICE, ratio: null }]).change).toBeNull();
    expect(basketNow([])).toEqual({ cost: 0, items: 0, priced: 0, change: null });
  });

  it('compares like with like: what is not known on both days is in neither', () => {
    expect(basketNow([RICE, { ...CHILI, ratio: null }]).change?.rupiah).toBe(36_000);
  });
});
