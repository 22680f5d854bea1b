import type { Catalog } from '@/lib/market/catalog';
import type { Market } from '@/lib/market/market';
import { normaliseName } from '@/lib/market/names';
import type { Region } from '@/lib/market/region';
import { meaningOf, type NameMeaning } from './commodity-name';
import { namesRegion } from './region-name';

/** Look-ups of names in a catalogue that remember what they have answered: files repeat few names often. */
export interface ImportNames {
  region(said: string): Region | null;
  /** A market by its code; by its name within `regionId`, or anywhere (`null`) when only one has the name. */
  market(said: string, regionId: number | null): Market | null;
  commodity(said: string, marketId: number | null): NameMeaning;
}

export function createImportNames(catalog: Catalog): ImportNames {
  const regions = new Map<string, Region | null>();
  const commodities = new Map<string, NameMeaning>();
  const byCode = new Map<string, Market>();
  const byName = new Map<string, Market[]>();
  for (const market of catalog.markets.values()) {
    byCode.set(normaliseName(market.code), market);
    const name = normaliseName(market.name);
    byName.set(name, [...(byName.get(name) ?? []), market]);
  }
  const findMarket = (name: string, regionId: number | null): Market | null => {
    const coded = byCode.get(name);
    if (coded !== undefined) return coded;
    // Every second town has a Pasar Baru.
    const named = byName.get(name) ?? [];
    if (regionId !== null) return named.find((m) => m.regionId === regionId) ?? null;
    return named.length === 1 ? (named[0] ?? null) : null;
  };
  return {
    region: (said) =>
      remember(regions, said, () => [...catalog.regions.values()].find((r) => namesRegion(said, r)) ?? null),
    market: (said, regionId) => findMarket(normaliseName(said), regionId),
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
