import type { Pool } from 'pg';

const DAYS = {
  table: 'rollup_day',
  bucket: '(o.observed_at AT TIME ZONE g.time_zone)::date',
  which: 'true',
};
/** Hours hold what devices sent. */
const HOURS = {
  table: 'rollup_hour',
  bucket: "date_trunc('hour', o.observed_at)",
  which: 'o.reading_id IS NOT NULL',
};

/** Rollups as plain SQL computes them from the observations. */
const expected = ({ table, bucket, which }: typeof DAYS) => `
market AS (
  SELECT 2::smallint AS level, o.market_id AS area_id, o.commodity_id,
         ${bucket} AS bucket, o.region_id,
         count(*)::int AS n, sum(o.price)::bigint AS total, min(o.price) AS low, max(o.price) AS high,
         count(*) FILTER (WHERE o.provenance = 1)::int AS simulated
  FROM observation o JOIN region g ON g.id = o.region_id WHERE o.lane = 0 AND ${which} GROUP BY 1, 2, 3, 4, 5
), above AS (
  SELECT CASE WHEN GROUPING(region_id) = 0 THEN 1 ELSE 0 END::smallint AS level,
         COALESCE(region_id, 0)::int AS area_id, commodity_id, bucket, count(*)::int AS n,
         sum(floor(total::numeric / n + 0.5))::bigint AS total, min(low) AS low, max(high) AS high,
         sum(simulated)::int AS simulated
  FROM market GROUP BY GROUPING SETS ((region_id, commodity_id, bucket), (commodity_id, bucket))
), expected AS (
  SELECT level, area_id, commodity_id, bucket, n, total, low, high, simulated FROM market
  UNION ALL SELECT * FROM above
), held AS (
  SELECT level, area_id, commodity_id, bucket, n, total, low, high, simulated FROM ${table} WHERE n > 0
)`;

/** Rows in which the stored day rollups and SQL over the observations differ; none when all is well. */
export function differingDays(pool: Pool): Promise<readonly unknown[]> {
  return differing(pool, DAYS);
}

/** The same of the hour rollups. */
export function differingHours(pool: Pool): Promise<readonly unknown[]> {
  return differing(pool, HOURS);
}

async function differing(pool: Pool, kind: typeof DAYS): Promise<readonly unknown[]> {
  const { rows } = await pool.query(
    `WITH ${expected(kind)}
     (SELECT 'stored only' AS which, * FROM (SELECT * FROM held EXCEPT SELECT * FROM expected) a)
     UNION ALL (SELECT 'computed only', * FROM (SELECT * FROM expected EXCEPT SELECT * FROM held) b)
     LIMIT 20`,
  );
  return rows;
}
