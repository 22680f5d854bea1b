import type { Catalog } from '@/lib/market/catalog';
import { normaliseName } from '@/lib/market/names';
import { closestNames } from './closest-names';

/** What a written commodity name means in one market. `candidates` are public commodity codes. */
export type NameMeaning =
  | { readonly kind: 'known'; readonly commodityId: number }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown'; readonly candidates: readonly string[] };

/** Longer names are refused unread. */
export const MAX_NAME_LENGTH = 80;

/** Resolves a name through the market's own aliases first, then through those of the whole platform. */
export function meaningOf(said: string, catalog: Catalog, marketId: number | null): NameMeaning {
  const direct = lookUp(said, catalog, marketId);
  if (direct !== null) return direct;
  const name = normaliseName(said);
  return lookUp(name, catalog, marketId) ?? { kind: 'unknown', candidates: near(name, catalog) };
}

/** `name` must be a normal form to be found; any other text finds nothing. */
function lookUp(name: string, catalog: Catalog, marketId: number | null): NameMeaning | null {
  if (marketId !== null) {
    const own = catalog.marketAliases.get(`${marketId}:${name}`);
    if (own !== undefined) return { kind: 'known', commodityId: own };
  }
  const ids = catalog.aliases.get(name);
  const only = ids?.[0];
  if (ids === undefined || only === undefined) return null;
  if (ids.length === 1) return { kind: 'known', commodityId: only };
  return { kind: 'ambiguous', candidates: codes(ids, catalog) };
}

function near(name: string, catalog: Catalog): string[] {
  if (name.length > MAX_NAME_LENGTH) return [];
  const ids = closestNames(name, catalog.aliases.keys()).flatMap((alias) => catalog.aliases.get(alias) ?? []);
  return [...new Set(codes(ids, catalog))].slice(0, 5);
}

function codes(ids: readonly number[], catalog: Catalog): string[] {
  return ids.flatMap((id) => catalog.commodities.get(id)?.code ?? []);
}
