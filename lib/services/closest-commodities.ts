import { closestNames } from '@/lib/ingest/closest-names';
import type { Catalog } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';
import { normaliseName } from '@/lib/market/names';

const MOST = 3;

/** Which commodities somebody may have meant who wrote this name, likeliest first; none where nothing is near. */
export function closestCommodities(catalog: Catalog, said: string): readonly Commodity[] {
  const aliases = closestNames(normaliseName(said), catalog.aliases.keys(), Number.POSITIVE_INFINITY);
  const ids = new Set(aliases.flatMap((alias) => catalog.aliases.get(alias) ?? []));
  return [...ids].slice(0, MOST).flatMap((id) => catalog.commodities.get(id) ?? []);
}
