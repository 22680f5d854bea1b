import type { LastPrice } from '@/lib/store/memory/read-last-prices';

/** A price older than this speaks for nobody. */
export const CARRY_DAYS = 7;
const CARRY_MS = CARRY_DAYS * 86_400_000;

/** Every market's newest accepted price, in process: what the live board is computed from. */
export interface LastPrices {
  /** Of one commodity, newest or not, by market. */
  of(commodityId: number): ReadonlyMap<number, LastPrice>;
  /** Takes in an accepted price; an older observation than the held one changes nothing. @returns whether it is the newest */
  take(price: LastPrice): boolean;
  /** Puts another price in the place of one that no longer counts; `null` when none is left. */
  replace(commodityId: number, marketId: number, standing: LastPrice | null): void;
  /** How often a price was put in; another number when any differs. */
  changes(): number;
  /** Those that count at `now`: at most seven days old, of markets that trade. */
  speaking(commodityId: number, now: number): readonly LastPrice[];
  /** Mean of those that count at `now`; `null` without any. */
  national(commodityId: number, now: number): NationalMean | null;
}

export interface NationalMean {
  /** Rp per unit, rounded to the rupiah. */
  readonly price: number;
  readonly markets: number;
  readonly simulated: number;
  /** ms since 1970. */
  readonly newest: number;
}

/** @param trades whether a market has not closed for good by a time (ms) */
export function createLastPrices(
  trades: (marketId: number, time: number) => boolean = () => true,
): LastPrices {
  const byCommodity = new Map<number, Map<number, LastPrice>>();
  let changes = 0;
  const of = (commodityId: number) => {
    let prices = byCommodity.get(commodityId);
    if (prices === undefined) {
      prices = new Map();
      byCommodity.set(commodityId, prices);
    }
    return prices;
  };
  const speaking = (commodityId: number, now: number) =>
    [...of(commodityId).values()].filter(
      ({ marketId, observedAt }) => observedAt >= now - CARRY_MS && trades(marketId, now),
    );
  return {
    of,
    changes: () => changes,
    speaking,
    take(price) {
      const prices = of(price.commodityId);
      const held = prices.get(price.marketId);
      if (held !== undefined && price.observedAt < held.observedAt) return false;
      prices.set(price.marketId, price);
      changes += 1;
      return true;
    },
    replace(commodityId, marketId, standing) {
      changes += 1;
      if (standing === null) of(commodityId).delete(marketId);
      else of(commodityId).set(marketId, standing);
    },
    national(commodityId, now) {
      const prices = speaking(commodityId, now);
      const markets = prices.length;
      let sum = 0;
      let simulated = 0;
      let newest = 0;
      for (const p of prices) {
        sum += p.price;
        simulated += p.provenance === 'simulated' ? 1 : 0;
        newest = Math.max(newest, p.observedAt);
      }
      return markets === 0 ? null : { price: Math.round(sum / markets), markets, simulated, newest };
    },
  };
}
