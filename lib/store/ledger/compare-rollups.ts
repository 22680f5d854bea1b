import type { Pool } from 'pg';

interface Kind {
  readonly table: 'rollup_day' | 'rollup_hour';
  readonly bucket: string;
  readonly which: string;
}

const DAYS: Kind = {
  table: 'rollup_day',
  bucket: '(o.observed_at AT TIME ZONE g.time_zone)::date',
  which: 'true',
};
/** Hours hold what devices sent. */
const HOURS: Kind = {
  table: 'rollup_hour',
  bucket: `date_trunc('hour', o.observed_at)`,
  which: 'o.reading_id IS NOT NULL',
};

const COLUMNS = 'level, area_id, commodity_id, bucket, n, total, low, high, simulated';

/** Sums again what the rollups hold: a market's mean counts once above it, rounded half up to the rupiah. */
const differing = ({ table, bucket, which }: Kind) => `
WITH market AS (
  SELECT 2::smallint AS level, o.market_id AS area_id, o.commodity_id, ${bucket} AS bucket, o.region_id,
    count(*)::int AS n, sum(o.price)::bigint AS total, min(o.price) AS low, max(o.price) AS high,
    count(*) FILTER (WHERE o.provenance = 1)::int AS simulated
  FROM observation o JOIN region g ON g.id = o.region_id
  WHERE o.lane = 0 AND ${which} GROUP BY 2, 3, 4, 5
), above AS (
  SELECT CASE WHEN GROUPING(region_id) = 0 THEN 1 ELSE 0 END::smallint AS level,
    COALESCE(region_id, 0)::int AS area_id, commodity_id, bucket, count(*)::int AS n,
    sum((2 * total + n) / (2 * n))::bigint AS total, min(low) AS low, max(high) AS high,
    sum(simulated)::int AS simulated
  FROM market GROUP BY GROUPING SETS ((region_id, commodity_id, bucket), (commodity_id, bucket))
), summed AS (SELECT ${COLUMNS} FROM market UNION ALL SELECT ${COLUMNS} FROM above),
stored AS (SELECT ${COLUMNS} FROM ${table} WHERE n > 0)
SELECT level, area_id AS area, commodity_id AS commodity, bucket::text AS bucket FROM (
  (SELECT * FROM stored EXCEPT SELECT * FROM summed) UNION ALL (SELECT * FROM summed EXCEPT SELECT * FROM stored)
) AS d ORDER BY 4, 1, 2, 3 LIMIT 1`;

/** A sum that is not that of its prices. */
export interface WrongRollup {
  readonly table: string;
  readonly level: number;
  readonly area: number;
  readonly commodity: number;
  readonly bucket: string;
}

/** The first day or hour total that differs from the prices it stands for; null when all are right. */
export async function findWrongRollup(pool: Pool): Promise<WrongRollup | null> {
  for (const kind of [DAYS, HOURS]) {
    const { rows } = await pool.query<Omit<WrongRollup, 'table'>>(differing(kind));
    const [row] = rows;
    if (row !== undefined) return { table: kind.table, ...row };
  }
  return null;
}
