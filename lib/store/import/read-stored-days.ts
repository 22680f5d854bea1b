import type { Pool } from 'pg';
import { numberArray } from '../array-literal';

/** Days of one market, day numbers, both ends included. */
export interface SeriesSpan {
  readonly marketId: number;
  readonly commodityId: number;
  readonly from: number;
  readonly to: number;
}

/** Key of one market, commodity and day in a set of them. */
export function dayKey(marketId: number, commodityId: number, day: number): string {
  return `${marketId}|${commodityId}|${day}`;
}

const QUERY = `
SELECT s.market_id, s.commodity_id, d.day
FROM unnest($1::int[], $2::smallint[], $3::int[], $4::int[]) AS s (market_id, commodity_id, first, last)
JOIN market m ON m.id = s.market_id JOIN region g ON g.id = m.region_id
CROSS JOIN LATERAL (
  SELECT DISTINCT (o.observed_at AT TIME ZONE g.time_zone)::date - date '1970-01-01' AS day
  FROM observation o
  WHERE o.market_id = s.market_id AND o.commodity_id = s.commodity_id AND (o.lane = 0 OR o.provenance = 2)
    AND o.observed_at >= (date '1970-01-01' + s.first)::timestamp AT TIME ZONE g.time_zone
    AND o.observed_at < (date '1970-01-01' + s.last + 1)::timestamp AT TIME ZONE g.time_zone
) d`;

/**
 * Local days of the series on which a price is stored that counts, or an imported one whatever became of it:
 * history must not be added to them again. One index range a series.
 *
 * @returns keys made by `dayKey`
 */
export async function readStoredDays(pool: Pool, spans: readonly SeriesSpan[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ market_id: number; commodity_id: number; day: number }>(QUERY, [
    numberArray(spans.map((s) => s.marketId)),
    numberArray(spans.map((s) => s.commodityId)),
    numberArray(spans.map((s) => s.from)),
    numberArray(spans.map((s) => s.to)),
  ]);
  return new Set(rows.map((r) => dayKey(r.market_id, r.commodity_id, r.day)));
}
