import type { Commodity } from './commodity';

/** What one commodity is in the basket of food of a family of four. */
export interface BasketItem {
  /** Bought in a month, in the commodity's unit. */
  readonly per_month: number;
  /** Rp a month for the whole basket, at typical prices. */
  readonly basket_cost: number;
}

/** `null` for what the basket does not hold. */
export function basketItem(
  commodities: Iterable<Pick<Commodity, 'id' | 'householdPerMonth' | 'typicalPrice'>>,
  commodityId: number,
): BasketItem | null {
  let cost = 0;
  let perMonth: number | null = null;
  for (const c of commodities) {
    cost += (c.householdPerMonth ?? 0) * (c.typicalPrice ?? 0);
    if (c.id === commodityId) perMonth = c.householdPerMonth;
  }
  return perMonth === null || cost === 0 ? null : { per_month: perMonth, basket_cost: cost };
}

/** What a change of one price costs a family of four that buys as families do. */
export interface HouseholdCost {
  /** Rp a month; negative when the price fell. */
  readonly rupiahPerMonth: number;
  /** Percentage points of the cost of the whole basket of food. */
  readonly basketPoints: number;
}

export function householdCost(before: number, price: number, item: BasketItem): HouseholdCost {
  const rupiah = (price - before) * item.per_month;
  return { rupiahPerMonth: Math.round(rupiah), basketPoints: (100 * rupiah) / item.basket_cost };
}
