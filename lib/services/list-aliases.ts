import type { Pool } from 'pg';
import type { Catalog } from '@/lib/market/catalog';
import { readAliases } from '@/lib/store/catalog/write-aliases';

export interface AliasLine {
  readonly id: number;
  readonly alias: string;
  /** Commodity code. */
  readonly commodity: string;
}

/** Spellings of one market, or those that hold everywhere (`null`). */
export async function listAliases(
  source: { readonly pool: Pool; catalog(): Catalog },
  marketId: number | null,
): Promise<readonly AliasLine[]> {
  const { commodities } = source.catalog();
  return (await readAliases(source.pool, marketId)).map(({ id, alias, commodityId }) => ({
    id,
    alias,
    commodity: commodities.get(commodityId)?.code ?? String(commodityId),
  }));
}
