import { localDay, UTC_OFFSET_HOURS } from '@/lib/market/calendar';
import type { Country } from './country';
import { collusionFactor, driftFactor, frozenSince, makeMistake, onStep, type SentPrice } from './mischief';
import { gaussian, keyOf } from './noise';
import { priceAt, priceOn } from './price-on';
import { priceSteps } from './seller';

/** One message of a simulated device. `truth` of its prices is for measuring and is never sent. */
export interface LiveReading {
  /** Position in the country's markets. */
  readonly market: number;
  readonly observedAt: number;
  readonly temperature: number;
  readonly humidity: number;
  readonly crowd: number;
  readonly prices: readonly SentPrice[];
}

const LEAST_PRICES = 6;
const MOST_PRICES = 8;
/** Sellers in one market who ask a step more or less than the others. */
const OTHER_SELLERS = 0.12;

/**
 * What the device of one market sends at `time` (ms): a few commodities at the prices that history goes on
 * with, sometimes wrong. `rng` is uniform in [0, 1); equal draws give equal messages.
 *
 * @param mischief how often a message has a mistake of the moment, as a multiple of the usual
 */
export function liveReading(
  country: Country,
  market: number,
  time: number,
  rng: () => number,
  mischief = country.mischief,
): LiveReading {
  const items = pick(
    country.items.length,
    LEAST_PRICES + Math.floor(rng() * (MOST_PRICES - LEAST_PRICES + 1)),
    rng,
  );
  const prices = items.map((item) => sentPrice(country, item, market, time, rng));
  return {
    market,
    observedAt: time,
    ...weather(country, market, time),
    crowd: crowd(country, market, time, rng),
    prices: makeMistake(prices, mischief, rng),
  };
}

function sentPrice(
  country: Country,
  item: number,
  market: number,
  time: number,
  rng: () => number,
): SentPrice {
  const day = localDay(time, country.markets[market]?.timeZone ?? 'Asia/Jakarta');
  const asked = priceAt(country, item, market, time);
  const agreed = collusionFactor(country, item, market, time);
  if (agreed !== 1) return { item, price: onStep(asked * agreed), truth: 'collusion' };
  const crept = driftFactor(country, item, market, day);
  if (crept !== 1) return { item, price: onStep(asked * crept), truth: 'drift' };
  const since = frozenSince(country, market, day);
  if (since !== null && since < day) {
    const old = priceOn(country, item, market, since);
    return { item, price: old, truth: old === asked ? 'honest' : 'frozen' };
  }
  return { item, price: haggled(asked, rng), truth: 'honest' };
}

function haggled(asked: number, rng: () => number): number {
  const draw = rng();
  if (draw >= OTHER_SELLERS) return asked;
  const [fine] = priceSteps(asked);
  return draw < OTHER_SELLERS / 2 ? asked + fine : Math.max(fine, asked - fine);
}

/** Degrees Celsius and percent: warm and dry in the early afternoon, cool and damp before dawn. */
function weather(country: Country, market: number, time: number): { temperature: number; humidity: number } {
  const key = keyOf(country.seed, 30, market);
  const hour = localHour(country, market, time);
  const warmth = Math.cos(((hour - 14) / 24) * 2 * Math.PI);
  const today = gaussian(key, Math.floor(time / 86_400_000));
  return {
    temperature: round1(27 + gaussian(key, -1) + 3.5 * warmth + 0.6 * today),
    humidity: round1(Math.min(99, 78 - 10 * warmth - 3 * today)),
  };
}

/** People at the stall; busiest around seven in the morning. */
function crowd(country: Country, market: number, time: number, rng: () => number): number {
  const hour = localHour(country, market, time);
  return Math.round((4 + 40 * Math.exp(-(((hour - 7) / 2.5) ** 2))) * (0.5 + rng()));
}

function localHour(country: Country, market: number, time: number): number {
  const zone = country.markets[market]?.timeZone ?? 'Asia/Jakarta';
  return (time / 3_600_000 + UTC_OFFSET_HOURS[zone]) % 24;
}

/** `count` different numbers below `from`. */
function pick(from: number, count: number, rng: () => number): number[] {
  const chosen = new Set<number>();
  let next = Math.floor(rng() * from);
  while (chosen.size < Math.min(count, from)) {
    if (chosen.has(next)) next = (next + 1) % from;
    else {
      chosen.add(next);
      next = Math.floor(rng() * from);
    }
  }
  return [...chosen];
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
