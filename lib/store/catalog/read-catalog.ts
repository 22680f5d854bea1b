import type { CatalogRows } from '@/lib/market/catalog';
import type { BaseUnit, VolatilityClass } from '@/lib/market/commodity';
import type { MarketOrigin } from '@/lib/market/market';
import type { TimeZone } from '@/lib/market/region';
import type { Db } from '../prisma-client';

/** Everything that has a name: commodities, regions, markets, aliases and units. */
export async function readCatalog(db: Db): Promise<CatalogRows> {
  const [commodities, regions, markets, aliases, units] = await Promise.all([
    db.commodity.findMany({ orderBy: { id: 'asc' } }),
    db.region.findMany({ orderBy: { id: 'asc' } }),
    db.market.findMany({ orderBy: { id: 'asc' } }),
    db.commodityAlias.findMany(),
    db.commodityUnit.findMany(),
  ]);
  return {
    // Text columns with a closed set of values are checked where they are written: seed and administration.
    commodities: commodities.map((c) => ({
      ...c,
      unit: c.unit as BaseUnit,
      volatility: c.volatility as VolatilityClass,
    })),
    regions: regions.map((r) => ({
      ...r,
      timeZone: r.timeZone as TimeZone,
      riceZone: r.riceZone as 1 | 2 | 3,
    })),
    markets: markets.map(({ closedOn, ...m }) => ({
      ...m,
      origin: m.origin as MarketOrigin,
      closedOn: closedOn === null ? null : closedOn.toISOString().slice(0, 10),
    })),
    aliases,
    units,
  };
}
