import type { QueryConfig } from 'pg';
import { numberArray, textArray } from '../array-literal';
import { inStep } from '../in-step';
import type { RollupDelta, RollupDeltas } from './rollup-deltas';

interface Rollup {
  readonly table: 'rollup_hour' | 'rollup_day';
  readonly bucketType: 'timestamptz' | 'date';
}

const HOUR: Rollup = { table: 'rollup_hour', bucketType: 'timestamptz' };
const DAY: Rollup = { table: 'rollup_day', bucketType: 'date' };

/** Parameters of one rollup, see `columns`. */
const WIDTH = 9;

/**
 * Queries of a WITH list that add to the market's bucket and then move region and nation by what the market's mean
 * moved. Above the market every market counts once, however often it reports: `total` is the sum of the markets'
 * means, each rounded half up to the rupiah, and `n` the number of markets.
 *
 * @param first number of the first of its nine parameters
 */
function rollupQueries({ table, bucketType }: Rollup, first: number): string {
  const at = (i: number) => `$${first + i}`;
  const deltas = inStep({
    market_id: `${at(0)}::int[]`,
    region_id: `${at(1)}::int[]`,
    commodity_id: `${at(2)}::smallint[]`,
    bucket: `${at(3)}::${bucketType}[]`,
    n: `${at(4)}::int[]`,
    total: `${at(5)}::bigint[]`,
    low: `${at(6)}::int[]`,
    high: `${at(7)}::int[]`,
    simulated: `${at(8)}::int[]`,
  });
  return `${table}_delta AS ${deltas}, ${table}_market AS (
  INSERT INTO ${table} AS r (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
  SELECT 2, market_id, commodity_id, bucket, n, total, low, high, simulated FROM ${table}_delta
  ON CONFLICT (level, area_id, commodity_id, bucket) DO UPDATE SET
    n = r.n + excluded.n, total = r.total + excluded.total, low = least(r.low, excluded.low),
    high = greatest(r.high, excluded.high), simulated = r.simulated + excluded.simulated
  RETURNING area_id, commodity_id, bucket, n, total
), ${table}_moved AS (
  SELECT d.region_id, d.commodity_id, d.bucket, d.low, d.high, d.simulated,
         CASE WHEN m.n = d.n THEN 1 ELSE 0 END AS fresh,
         (2 * m.total + m.n) / (2 * m.n)
           - CASE WHEN m.n = d.n THEN 0
                  ELSE (2 * (m.total - d.total) + m.n - d.n) / (2 * (m.n - d.n)) END AS shift
  FROM ${table}_market m JOIN ${table}_delta d
    ON d.market_id = m.area_id AND d.commodity_id = m.commodity_id AND d.bucket = m.bucket
), ${table}_above AS (
  INSERT INTO ${table} AS r (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
  SELECT CASE WHEN GROUPING(region_id) = 0 THEN 1 ELSE 0 END, COALESCE(region_id, 0), commodity_id, bucket,
         sum(fresh), sum(shift), min(low), max(high), sum(simulated)
  FROM ${table}_moved
  GROUP BY GROUPING SETS ((region_id, commodity_id, bucket), (commodity_id, bucket))
  ON CONFLICT (level, area_id, commodity_id, bucket) DO UPDATE SET
    n = r.n + excluded.n, total = r.total + excluded.total, low = least(r.low, excluded.low),
    high = greatest(r.high, excluded.high), simulated = r.simulated + excluded.simulated
)`;
}

/** Queries of a WITH list that add to both rollups. @param first number of the first of their parameters */
export function bothRollups(first: number): string {
  return `${rollupQueries(HOUR, first)}, ${rollupQueries(DAY, first + WIDTH)}`;
}

/** The parameters of {@link bothRollups}. */
export function rollupValues(deltas: RollupDeltas): readonly string[] {
  return [...columns(deltas.hours), ...columns(deltas.days)];
}

const BOTH = `WITH ${bothRollups(1)} SELECT 1`;
const DAYS = `WITH ${rollupQueries(DAY, 1)} SELECT 1`;

/** The statement that adds a batch's accepted prices to all rollups; none when nothing was accepted. */
export function addToRollups(deltas: RollupDeltas): readonly QueryConfig[] {
  if (deltas.days.length === 0) return [];
  return [{ name: 'river-rollups', text: BOTH, values: [...rollupValues(deltas)] }];
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
