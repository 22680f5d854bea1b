import type { Country } from './country';
import { marketLevel, nationalLevel, regionalLevel } from './level';
import { priceOn } from './price-on';
import { askedPrice, isReviewed, NOTICE_DAYS } from './seller';

export interface DayOfPrices {
  /** Days since 1970-01-01, in each market's own calendar. */
  readonly day: number;
  /** Rp, at `market * items + item`. Overwritten when the next day is taken: copy what must last. */
  readonly prices: Int32Array;
}

/** Every price of every market, day by day from `dayFrom` to `dayTo`, both included. Equal to `priceOn`. */
export function* dailyPrices(country: Country, dayFrom: number, dayTo: number): Generator<DayOfPrices> {
  const items = country.items.length;
  const prices = new Int32Array(country.markets.length * items);
  for (let i = 0; i < prices.length; i += 1) {
    prices[i] = priceOn(country, i % items, Math.floor(i / items), dayFrom - 1);
  }
  const past: Float64Array[] = [];
  for (let day = dayFrom - NOTICE_DAYS; day < dayFrom; day += 1) past.push(sharedLevels(country, day));
  for (let day = dayFrom; day <= dayTo; day += 1) {
    const shared = sharedLevels(country, day);
    const before = past.shift();
    past.push(shared);
    for (let market = 0; market < country.markets.length; market += 1) {
      const region = country.regionOf[market] ?? -1;
      for (let item = 0; item < items; item += 1) {
        const at = region * items + item;
        const move = (shared[at] ?? 0) - (before?.[at] ?? 0);
        if (!isReviewed(country, item, market, day, move)) continue;
        const level = (shared[at] ?? 0) + marketLevel(country, item, market, day);
        prices[market * items + item] = askedPrice(country, item, market, day, level);
      }
    }
    yield { day, prices };
  }
}

/** Log levels that the markets of each province share on a day, at `region * items + item`. */
function sharedLevels(country: Country, day: number): Float64Array {
  const items = country.items.length;
  const regions = country.regions.length;
  const shared = new Float64Array(regions * items);
  for (let item = 0; item < items; item += 1) {
    const nation = nationalLevel(country, item, day);
    for (let region = 0; region < regions; region += 1) {
      shared[region * items + item] = nation + regionalLevel(country, item, region, day);
    }
  }
  return shared;
}
