import type { VolatilityClass } from '@/lib/market/commodity';
import type { Country } from './country';
import { gaussian, keyOf, mix, uniform } from './noise';

/** Chance that sellers of one commodity in one market think about their price on a day. */
const REVIEW_CHANCE: Readonly<Record<VolatilityClass, number>> = { low: 0.25, medium: 0.25, high: 0.27 };
/** A price is thought about at least this often, so that a day never depends on one long past. */
export const REVIEW_DAYS = 64;
/** How far two sellers who feel the same level differ, as a standard deviation of logs. */
const HAGGLE: Readonly<Record<VolatilityClass, number>> = { low: 0.014, medium: 0.024, high: 0.035 };
const ROUND_SELLERS = 0.65;

/** Over so many days a seller notices that the prices around have moved. */
export const NOTICE_DAYS = 3;
/** How much likelier a review is for each unit of log that they moved. */
const NOTICE = 5;
/** What is no news. */
const CALM = 0.04;

/**
 * Whether the price may change on `day`.
 *
 * @param move how far the log level of the province moved over the last `NOTICE_DAYS`, either way
 */
export function isReviewed(
  country: Country,
  item: number,
  market: number,
  day: number,
  move: number,
): boolean {
  const it = country.items[item];
  if (it === undefined) return false;
  const key = keyOf(country.seed, 7, item, market);
  if ((day + mix(key, 1)) % REVIEW_DAYS === 0) return true;
  return uniform(key, day) < REVIEW_CHANCE[it.volatility] + NOTICE * Math.max(0, Math.abs(move) - CALM);
}

/** Local hour, 5–10, at which a reviewed price changes. */
export function reviewHour(country: Country, item: number, market: number, day: number): number {
  return 5 + (mix(keyOf(country.seed, 8, item, market), day) % 6);
}

/** The smallest step in which a price of this size is said, and the round one that most sellers prefer. */
export function priceSteps(price: number): readonly [fine: number, round: number] {
  if (price < 5_000) return [50, 100];
  if (price < 20_000) return [100, 500];
  if (price < 60_000) return [500, 1_000];
  return [1_000, 5_000];
}

/** The price asked after a review, from the log level felt that day: integer rupiah, on a round number. */
export function askedPrice(
  country: Country,
  item: number,
  market: number,
  day: number,
  level: number,
): number {
  const it = country.items[item];
  if (it === undefined) return Number.NaN;
  const key = keyOf(country.seed, 9, item, market);
  const felt = Math.exp(level + HAGGLE[it.volatility] * gaussian(key, day));
  const [fine, round] = priceSteps(felt);
  const step = uniform(key, -1) < ROUND_SELLERS ? round : fine;
  return Math.max(step, Math.round(felt / step) * step);
}
