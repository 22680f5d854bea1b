import type { QueryConfig } from 'pg';
import { numberArray, textArray } from '../array-literal';
import type { RollupDelta, RollupDeltas } from './rollup-deltas';

/**
 * Adds to the market's bucket, then moves region and nation by what the market's mean moved. Above the
 * market every market counts once, however often it reports: `total` is the sum of the markets' means,
 * each rounded half up to the rupiah, and `n` the number of markets.
 */
function upsert(table: 'rollup_hour' | 'rollup_day', bucketType: 'timestamptz' | 'date'): string {
  return `
WITH delta AS (
  SELECT * FROM unnest($1::int[], $2::int[], $3::smallint[], $4::${bucketType}[], $5::int[], $6::bigint[],
                       $7::int[], $8::int[], $9::int[])
    AS d (market_id, region_id, commodity_id, bucket, n, total, low, high, simulated)
), market AS (
  INSERT INTO ${table} AS r (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
  SELECT 2, market_id, commodity_id, bucket, n, total, low, high, simulated FROM delta
  ON CONFLICT (level, area_id, commodity_id, bucket) DO UPDATE SET
    n = r.n + excluded.n, total = r.total + excluded.total, low = least(r.low, excluded.low),
    high = greatest(r.high, excluded.high), simulated = r.simulated + excluded.simulated
  RETURNING area_id, commodity_id, bucket, n, total
), moved AS (
  SELECT d.region_id, d.commodity_id, d.bucket, d.low, d.high, d.simulated,
         CASE WHEN m.n = d.n THEN 1 ELSE 0 END AS fresh,
         (2 * m.total + m.n) / (2 * m.n)
           - CASE WHEN m.n = d.n THEN 0
                  ELSE (2 * (m.total - d.total) + m.n - d.n) / (2 * (m.n - d.n)) END AS shift
  FROM market m JOIN delta d
    ON d.market_id = m.area_id AND d.commodity_id = m.commodity_id AND d.bucket = m.bucket
)
INSERT INTO ${table} AS r (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
SELECT CASE WHEN GROUPING(region_id) = 0 THEN 1 ELSE 0 END, COALESCE(region_id, 0), commodity_id, bucket,
       sum(fresh), sum(shift), min(low), max(high), sum(simulated)
FROM moved
GROUP BY GROUPING SETS ((region_id, commodity_id, bucket), (commodity_id, bucket))
ON CONFLICT (level, area_id, commodity_id, bucket) DO UPDATE SET
  n = r.n + excluded.n, total = r.total + excluded.total, low = least(r.low, excluded.low),
  high = greatest(r.high, excluded.high), simulated = r.simulated + excluded.simulated`;
}

const HOURS = upsert('rollup_hour', 'timestamptz');
const DAYS = upsert('rollup_day', 'date');

/** The statements that add a batch's accepted prices to all rollups. */
export function addToRollups(deltas: RollupDeltas): readonly QueryConfig[] {
  if (deltas.days.length === 0) return [];
  return [{ name: 'river-hours', text: HOURS, values: columns(deltas.hours) }, addToDays(deltas.days)];
}

/** The statement that adds to the day rollups alone. */
export function addToDays(days: readonly RollupDelta[]): QueryConfig {
  return { name: 'river-days', text: DAYS, values: columns(days) };
}

function columns(deltas: readonly RollupDelta[]): string[] {
  return [
    numberArray(deltas.map((d) => d.marketId)),
    numberArray(deltas.map((d) => d.regionId)),
    numberArray(deltas.map((d) => d.commodityId)),
    textArray(deltas.map((d) => d.bucket)),
    numberArray(deltas.map((d) => d.n)),
    numberArray(deltas.map((d) => d.total)),
    numberArray(deltas.map((d) => d.low)),
    numberArray(deltas.map((d) => d.high)),
    numberArray(deltas.map((d) => d.simulated)),
  ];
}
