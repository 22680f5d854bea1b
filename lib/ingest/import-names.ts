import type { Catalog } from '@/lib/market/catalog';
import type { Market } from '@/lib/market/market';
import { normaliseName } from '@/lib/market/names';
import type { Region } from '@/lib/market/region';
import { meaningOf, type NameMeaning } from './commodity-name';
import { namesRegion } from './region-name';

/** Look-ups of names in a catalogue that remember what they have answered: files repeat few names often. */
export interface ImportNames {
  region(said: string): Region | null;
  market(said: string): Market | null;
  commodity(said: string, marketId: number | null): NameMeaning;
}

export function createImportNames(catalog: Catalog): ImportNames {
  const regions = new Map<string, Region | null>();
  const commodities = new Map<string, NameMeaning>();
  const markets = new Map<string, Market>();
  for (const market of catalog.markets.values()) {
    markets.set(normaliseName(market.name), market);
    markets.set(normaliseName(market.code), market);
  }
  return {
    region: (said) =>
      remember(regions, said, () => [...catalog.regions.values()].find((r) => namesRegion(said, r)) ?? null),
    market: (said) => markets.get(normaliseName(said)) ?? null,
    commodity: (said, marketId) =>
      remember(commodities, `${marketId}:${said}`, () => meaningOf(said, catalog, marketId)),
  };
}

function remember<T>(known: Map<string, T>, key: string, find: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}
