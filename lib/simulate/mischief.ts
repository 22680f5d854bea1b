import type { Country } from './country';
import { keyOf, mix, uniform } from './noise';
import { priceSteps } from './seller';

/** What is true of a price that a simulated device sends. Only `honest` ones are what the market asks. */
export type Truth =
  | 'honest'
  /** A slip of the decimal: ten times too much or too little. */
  | 'slip'
  /** Two commodities exchanged. */
  | 'swap'
  /** One price out of nowhere. */
  | 'spike'
  /** A reporter who repeats last week's figures instead of asking. */
  | 'frozen'
  /** Four markets of one province that raise one price together for some hours. */
  | 'collusion'
  /** One price that creeps away over a month. */
  | 'drift';

const SLIP_CHANCE = 0.003;
const SWAP_CHANCE = 0.002;
const SPIKE_CHANCE = 0.003;
/** With this mischief every message has a mistake of the moment. */
export const ALWAYS_WRONG = 1 / (SLIP_CHANCE + SWAP_CHANCE + SPIKE_CHANCE);
const FROZEN_CHANCE = 0.015;
const DRIFT_CHANCE = 0.02;
const COLLUSION_CHANCE = 0.4;

const FROZEN_DAYS = 7;
const DRIFT_DAYS = 30;
const COLLUSION_MS = 6 * 3_600_000;
const COLLUDING_MARKETS = 4;

/** The day since which a market's reporter repeats old figures, or `null` when he asks anew. */
export function frozenSince(country: Country, market: number, day: number): number | null {
  const key = keyOf(country.seed, 20, market);
  const offset = mix(key, -1) % FROZEN_DAYS;
  const week = Math.floor((day + offset) / FROZEN_DAYS);
  return uniform(key, week) < FROZEN_CHANCE * country.mischief ? week * FROZEN_DAYS - offset : null;
}

/** Factor on a price that creeps away, 1 for all others. */
export function driftFactor(country: Country, item: number, market: number, day: number): number {
  const key = keyOf(country.seed, 21, market);
  const offset = mix(key, -1) % DRIFT_DAYS;
  const month = Math.floor((day + offset) / DRIFT_DAYS);
  if (uniform(key, month) >= DRIFT_CHANCE * country.mischief) return 1;
  if (mix(key ^ 0x33, month) % country.items.length !== item) return 1;
  return 1.012 ** (day + offset - month * DRIFT_DAYS);
}

/** Factor on a price that four markets of one province agreed on, 1 for all others. */
export function collusionFactor(country: Country, item: number, market: number, time: number): number {
  const key = keyOf(country.seed, 22);
  const slot = Math.floor(time / COLLUSION_MS);
  if (uniform(key, slot) >= COLLUSION_CHANCE * country.mischief) return 1;
  if (mix(key ^ 0x44, slot) % country.items.length !== item) return 1;
  const large = country.regions.filter(
    (r) => country.markets.filter((m) => m.regionId === r.id).length >= COLLUDING_MARKETS,
  );
  const region = large[mix(key ^ 0x55, slot) % Math.max(1, large.length)];
  const members = country.markets.filter((m) => m.regionId === region?.id).slice(0, COLLUDING_MARKETS);
  return members.some((m) => m.index === market) ? 1.18 + 0.17 * uniform(key ^ 0x66, slot) : 1;
}

export interface SentPrice {
  /** Position in the country's items. */
  readonly item: number;
  /** Rp per base unit, as sent. */
  readonly price: number;
  readonly truth: Truth;
}

/** Now and then spoils one price of a message, or two, by a mistake of the moment. */
export function makeMistake(
  prices: readonly SentPrice[],
  mischief: number,
  rng: () => number,
): readonly SentPrice[] {
  const draw = rng() / Math.max(mischief, Number.MIN_VALUE);
  const at = Math.floor(rng() * prices.length);
  if (draw < SLIP_CHANCE) {
    const up = rng() < 0.5;
    return spoil(prices, at, 'slip', (p) => (up ? p * 10 : Math.max(1, Math.round(p / 10))));
  }
  if (draw < SLIP_CHANCE + SPIKE_CHANCE) {
    const factor = 1.4 + 0.8 * rng();
    return spoil(prices, at, 'spike', (p) => onStep(rng() < 0.7 ? p * factor : p / factor));
  }
  if (draw < SLIP_CHANCE + SPIKE_CHANCE + SWAP_CHANCE) return swapWithNext(prices, at);
  return prices;
}

function spoil(
  prices: readonly SentPrice[],
  at: number,
  truth: Truth,
  change: (price: number) => number,
): readonly SentPrice[] {
  return prices.map((p, i) => (i === at ? { ...p, price: change(p.price), truth } : p));
}

function swapWithNext(prices: readonly SentPrice[], at: number): readonly SentPrice[] {
  const other = (at + 1) % prices.length;
  const [a, b] = [prices[at], prices[other]];
  if (a === undefined || b === undefined || a.price === b.price) return prices;
  return prices.map((p, i) => {
    if (i === at) return { ...p, price: b.price, truth: 'swap' as const };
    return i === other ? { ...p, price: a.price, truth: 'swap' as const } : p;
  });
}

/** The nearest price that a seller would say. */
export function onStep(price: number): number {
  const [fine] = priceSteps(price);
  return Math.max(fine, Math.round(price / fine) * fine);
}
