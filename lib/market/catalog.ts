import type { Commodity } from './commodity';
import type { Market } from './market';
import { normaliseName } from './names';
import type { Region } from './region';

/** One spelling of a commodity. `marketId` narrows it to one market; `null` means everywhere. */
export interface CommodityAlias {
  readonly alias: string;
  readonly commodityId: number;
  readonly marketId: number | null;
}

/** A unit that a price may be said in, as the number of base units it holds (ons → 0.1 kg). */
export interface CommodityUnit {
  readonly commodityId: number;
  readonly unit: string;
  readonly baseUnits: number;
}

/** What the platform knows by name, held in memory and replaced whole when an administrator changes it. */
export interface Catalog {
  readonly commodities: ReadonlyMap<number, Commodity>;
  readonly commodityByCode: ReadonlyMap<string, Commodity>;
  readonly regions: ReadonlyMap<number, Region>;
  readonly markets: ReadonlyMap<number, Market>;
  readonly marketByCode: ReadonlyMap<string, Market>;
  /** Normalised alias → commodity ids, everywhere. Two or more ids: the bare name is ambiguous. */
  readonly aliases: ReadonlyMap<string, readonly number[]>;
  /** `marketId:alias` → commodity id, for names that one market uses in its own sense. */
  readonly marketAliases: ReadonlyMap<string, number>;
  /** `commodityId:unit` → base units. */
  readonly units: ReadonlyMap<string, number>;
}

/** The market that a person means by a code, whose letters are capitals however they are typed. */
export function marketCalled(
  { marketByCode }: Pick<Catalog, 'marketByCode'>,
  said: string,
): Market | undefined {
  const code = said.trim();
  return marketByCode.get(code) ?? marketByCode.get(code.toUpperCase());
}

export interface CatalogRows {
  readonly commodities: readonly Commodity[];
  readonly regions: readonly Region[];
  readonly markets: readonly Market[];
  readonly aliases: readonly CommodityAlias[];
  readonly units: readonly CommodityUnit[];
}

/** Builds the look-up tables. Codes and names of a commodity are aliases of it without being listed. */
export function buildCatalog(rows: CatalogRows): Catalog {
  const aliases = new Map<string, number[]>();
  const add = (alias: string, id: number) => {
    const key = normaliseName(alias);
    const ids = aliases.get(key) ?? [];
    if (!ids.includes(id)) aliases.set(key, [...ids, id]);
  };
  for (const c of rows.commodities) {
    for (const name of [c.code, c.nameId, c.nameEn, c.panelName]) if (name) add(name, c.id);
  }
  const marketAliases = new Map<string, number>();
  for (const a of rows.aliases) {
    if (a.marketId === null) add(a.alias, a.commodityId);
    else marketAliases.set(`${a.marketId}:${normaliseName(a.alias)}`, a.commodityId);
  }
  return {
    commodities: new Map(rows.commodities.map((c) => [c.id, c])),
    commodityByCode: new Map(rows.commodities.map((c) => [c.code, c])),
    regions: new Map(rows.regions.map((r) => [r.id, r])),
    markets: new Map(rows.markets.map((m) => [m.id, m])),
    marketByCode: new Map(rows.markets.map((m) => [m.code, m])),
    aliases,
    marketAliases,
    units: new Map(rows.units.map((u) => [`${u.commodityId}:${normaliseName(u.unit)}`, u.baseUnits])),
  };
}
