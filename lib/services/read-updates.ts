import type { Pool } from 'pg';
import type { PriceUpdate } from '@/lib/live/events';
import type { Catalog } from '@/lib/market/catalog';
import { readUpdates as readRows, type UpdateRow } from '@/lib/store/board/read-updates';
import { readHead } from '@/lib/store/river/read-head';
import { shownChange, shownWeights } from './price-update';

export interface UpdatesInput {
  /** Ledger size that the client has seen. */
  readonly after: number;
  readonly commodity?: string;
  readonly market_id?: string;
  /** Kemendagri number. */
  readonly region?: number;
  readonly limit: number;
  /** Ledger size to read up to; all that there is without. */
  readonly until?: number;
}

/** A piece of the stream, read back from the database; the client goes on from `to`. */
export interface UpdatesPage {
  readonly from: number;
  readonly to: number;
  readonly updates: readonly PriceUpdate[];
  /** True when there is more after `to`. */
  readonly more: boolean;
}

/** What a client missed, whole and in ledger order. */
export async function readUpdates(
  source: { readonly pool: Pool; catalog(): Catalog },
  input: UpdatesInput,
): Promise<UpdatesPage> {
  const catalog = source.catalog();
  const size = input.until ?? (await readHead(source.pool)).size;
  const rows = await readRows(source.pool, {
    from: input.after,
    to: size,
    commodityId:
      input.commodity === undefined ? null : (catalog.commodityByCode.get(input.commodity)?.id ?? 0),
    marketId: input.market_id === undefined ? null : (catalog.marketByCode.get(input.market_id)?.id ?? 0),
    regionId: input.region ?? null,
    limit: input.limit + 1,
  });
  const more = rows.length > input.limit;
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    from: input.after,
    // A size below `after` tells the client that this is a younger ledger than the one it followed.
    to: more && last !== undefined ? last.ledgerIndex + 1 : size,
    updates: page.map((row) => toUpdate(catalog, row)),
    more,
  };
}

function toUpdate(catalog: Catalog, row: UpdateRow): PriceUpdate {
  return {
    type: 'price_update',
    seq: row.ledgerIndex,
    ...(row.observation === null ? {} : { observation: row.observation }),
    reading_id: row.readingId,
    market_id: catalog.markets.get(row.marketId)?.code ?? '',
    region_id: row.regionId,
    commodity: catalog.commodities.get(row.commodityId)?.code ?? '',
    price: row.price,
    lane: row.lane,
    flags: row.flags,
    price_change: shownChange(row.priceChange),
    impact_score: row.impactScore,
    dominant_factor: row.dominantFactor,
    factors_with_weights: shownWeights(row.factors),
    observed_at: new Date(row.observedAt).toISOString(),
    published_at: new Date(row.publishedAt).toISOString(),
    simulated: row.provenance === 'simulated',
  };
}
