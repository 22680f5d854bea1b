import type { VolatilityClass } from '@/lib/market/commodity';
import type { Country } from './country';
import { gaussian, keyOf, uniform, WANDER_30_DAYS, wander } from './noise';
import { festiveDemand, swingOn, yearsFromReference } from './season';

/** Assumed general rise of food prices in a year. */
const INFLATION = 0.03;
/** Share of the local movement that stays within one market. */
const MARKET_SHARE = 0.5;
const SHOCK_CHANCE = 1 / 150;
const SHOCK_DAYS = 24;
const SHOCK_FADE_DAYS = 6;
/** Word of a shortage needs so long to reach every market. */
const SHOCK_SPREAD_DAYS = 4;
/** Several at once add up to no more: buyers stop buying. */
const SHOCK_LIMIT = 1.3;
const MARKET_SPREAD: Readonly<Record<VolatilityClass, number>> = { low: 0.02, medium: 0.04, high: 0.06 };

/** Log price of one commodity that the whole country shares on `day`. */
export function nationalLevel(country: Country, item: number, day: number): number {
  const it = country.items[item];
  if (it === undefined) return Number.NaN;
  return (
    it.logLevel +
    INFLATION * yearsFromReference(day) +
    swingOn(it.swing, day) +
    it.festiveLift * festiveDemand(country.feasts, day) +
    (it.nationalMove / WANDER_30_DAYS) * wander(keyOf(country.seed, 2, item), day)
  );
}

/** What a province adds to it: its usual distance, its own movement and its shortages. */
export function regionalLevel(country: Country, item: number, region: number, day: number): number {
  const it = country.items[item];
  if (it === undefined) return Number.NaN;
  const own = (it.localMove / WANDER_30_DAYS) * Math.sqrt(1 - MARKET_SHARE ** 2);
  return (
    (it.regionRelative[region] ?? 0) +
    own * wander(keyOf(country.seed, 3, item, region), day) +
    it.shock * shortage(keyOf(country.seed, 4, item, region), day, it.volatility)
  );
}

/** Sudden shortages (and gluts, a quarter of them) that fade over weeks; perishables suffer in the rains. */
function shortage(key: number, day: number, volatility: VolatilityClass): number {
  let total = 0;
  for (let age = 0; age < SHOCK_DAYS; age += 1) {
    const start = day - age;
    const wet = volatility === 'high' && isRainy(start) ? 2 : 1;
    const draw = uniform(key, start);
    if (draw >= SHOCK_CHANCE * wet) continue;
    const size = 0.5 + uniform(key ^ 0x1f35, start);
    const sign = uniform(key ^ 0x6b2d, start) < 0.25 ? -1 : 1;
    const spread = Math.min(1, (age + 1) / SHOCK_SPREAD_DAYS);
    total += sign * size * spread * Math.exp(-age / SHOCK_FADE_DAYS);
  }
  return Math.max(-SHOCK_LIMIT, Math.min(SHOCK_LIMIT, total));
}

/** November to February, to the day or two. */
function isRainy(day: number): boolean {
  const dayOfYear = ((day % 365.2425) + 365.2425) % 365.2425;
  return dayOfYear < 59 || dayOfYear >= 304;
}

/** What a market adds: whether it is a dear one, what it is dear in, and its own small movement. */
export function marketLevel(country: Country, item: number, market: number, day: number): number {
  const it = country.items[item];
  if (it === undefined) return Number.NaN;
  const spread = MARKET_SPREAD[it.volatility];
  const key = keyOf(country.seed, 5, item, market);
  return (
    0.015 * gaussian(keyOf(country.seed, 6), market) +
    spread * gaussian(key, 0) +
    (it.localMove / WANDER_30_DAYS) * MARKET_SHARE * wander(key, day)
  );
}
