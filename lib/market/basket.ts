import type { Commodity } from './commodity';

/** What one commodity is in the basket of food of a family of four. */
export interface BasketItem {
  /** Bought in a month, in the commodity's unit. */
  readonly per_month: number;
  /** Rp a month for the whole basket. */
  readonly basket_cost: number;
}

type Food = Pick<Commodity, 'id' | 'householdPerMonth' | 'typicalPrice'>;

/**
 * `null` for what the basket does not hold.
 *
 * @param priceOf Rp per unit that the basket is bought at; `null` leaves a food out. Left out, typical prices.
 */
export function basketItem(
  commodities: Iterable<Food>,
  commodityId: number,
  priceOf: (food: Food) => number | null = (food) => food.typicalPrice,
): BasketItem | null {
  let cost = 0;
  let perMonth: number | null = null;
  for (const c of commodities) {
    cost += (c.householdPerMonth ?? 0) * (priceOf(c) ?? 0);
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

/** One commodity of the basket as it stands. */
export interface BasketPrice {
  readonly per_month: number | null;
  /** Rp per unit; `null` while nobody reports it. */
  readonly price: number | null;
  /** How it moved since another day, 0.05 = 5 % dearer; `null` where that is not known. */
  readonly ratio: number | null;
}

export interface BasketNow {
  /** Rp a month, of what is priced. */
  readonly cost: number;
  /** Commodities that the basket holds, and those of them with a price. */
  readonly items: number;
  readonly priced: number;
  /** Against the other day, of what is known on both: Rp a month, and relative. `null` where nothing is. */
  readonly change: { readonly rupiah: number; readonly ratio: number } | null;
}

/** What the food of a family of four costs a month, and how much more than before. */
export function basketNow(prices: readonly BasketPrice[]): BasketNow {
  let [cost, items, priced, before, after] = [0, 0, 0, 0, 0];
  for (const { per_month, price, ratio } of prices) {
    if (per_month === null) continue;
    items++;
    if (price === null) continue;
    priced++;
    cost += per_month * price;
    if (ratio === null) continue;
    after += per_month * price;
    before += (per_month * price) / (1 + ratio);
  }
  const change = before === 0 ? null : { rupiah: Math.round(after - before), ratio: after / before - 1 };
  return { cost: Math.round(cost), items, priced, change };
}
