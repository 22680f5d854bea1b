import type { Region } from '@/lib/market/region';
import type { Feast, SimulationData } from './domain-figures';
import { createItems, type Item } from './item';
import { placeMarkets, type SimulatedMarket } from './places';

/** An invented country: a function from seed, market, commodity and day to a price, and nothing more. */
export interface Country {
  readonly seed: number;
  readonly regions: readonly Region[];
  readonly markets: readonly SimulatedMarket[];
  /** Position of each market's province in `regions`. */
  readonly regionOf: readonly number[];
  readonly items: readonly Item[];
  readonly feasts: readonly Feast[];
  /** 1 for the usual rate of mistakes and manipulations, 0 for none. */
  readonly mischief: number;
}

export interface CountryOptions {
  /** At least one for each region; 140 when absent. */
  readonly markets?: number;
  readonly mischief?: number;
}

/** Draws the country. Equal seeds, figures and options give equal countries. */
export function createCountry(seed: number, data: SimulationData, options: CountryOptions = {}): Country {
  const markets = placeMarkets(seed, options.markets ?? 140, data.regions, data.places);
  return {
    seed,
    regions: data.regions,
    markets,
    regionOf: markets.map((m) => data.regions.findIndex((r) => r.id === m.regionId)),
    items: createItems(data),
    feasts: data.calendar,
    mischief: options.mischief ?? 1,
  };
}
