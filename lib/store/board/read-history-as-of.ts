import type { Pool } from 'pg';
import type { HistoryQuery, HistoryRow } from './read-history';

/**
 * Day history as it was known at `asOf` (ISO time): observations published by then, each in the lane that
 * its latest verdict of then gave it. Slower than the rollups, which know only today's truth.
 */
export async function readHistoryAsOf(
  pool: Pool,
  query: Omit<HistoryQuery, 'interval'>,
  asOf: string,
): Promise<readonly Omit<HistoryRow, 'weight'>[]> {
  const { level, areaId, commodityId, from, to, limit } = query;
  const { rows } = await pool.query<Omit<HistoryRow, 'weight'>>(
    `WITH known AS (
       SELECT o.market_id, (o.observed_at AT TIME ZONE g.time_zone)::date AS day, o.price, o.provenance
       FROM observation o JOIN region g ON g.id = o.region_id
       LEFT JOIN LATERAL (
         SELECT lane FROM verdict v WHERE v.observation_id = o.id AND v.decided_at <= $4::timestamptz
         ORDER BY v.id DESC LIMIT 1
       ) v ON true
       WHERE o.commodity_id = $3 AND o.published_at <= $4::timestamptz AND COALESCE(v.lane, o.lane) = 0
         AND o.observed_at >= $5::date - interval '1 day' AND o.observed_at < $6::date + interval '2 days'
         AND ($1 = 0 OR ($1 = 1 AND o.region_id = $2) OR ($1 = 2 AND o.market_id = $2))
     ), market AS (
       SELECT market_id, day, floor((2 * sum(price)::numeric + count(*)) / (2 * count(*))) AS mean,
              count(*)::int AS prices, min(price) AS low, max(price) AS high, bool_or(provenance = 1) AS simulated
       FROM known WHERE day BETWEEN $5::date AND $6::date GROUP BY market_id, day
     )
     SELECT day::text AS t, round(avg(mean))::int AS price, min(low) AS low, max(high) AS high,
            CASE WHEN $1 = 2 THEN sum(prices) ELSE count(*) END::int AS n, bool_or(simulated) AS simulated
     FROM market GROUP BY day ORDER BY day LIMIT $7`,
    [level, areaId, commodityId, asOf, from, to, limit],
  );
  return rows;
}
