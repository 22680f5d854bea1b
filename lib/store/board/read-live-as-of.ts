import type { Pool } from 'pg';
import type { HistoryQuery, HistoryRow } from './read-history';

type LiveFigure = Omit<HistoryRow, 't' | 'weight'>;

/**
 * The mean of a nation (level 0) or province (1) as a live board showed it at `asOf` (ISO time): of every market that
 * had not closed for good the last price that was accepted then and at most `carryDays` days old. `null` without any.
 */
export async function readLiveAsOf(
  pool: Pool,
  { level, areaId, commodityId }: Pick<HistoryQuery, 'level' | 'areaId' | 'commodityId'>,
  asOf: string,
  carryDays: number,
): Promise<LiveFigure | null> {
  const { rows } = await pool.query<LiveFigure>(
    `SELECT round(avg(price))::int AS price, min(price) AS low, max(price) AS high, count(*)::int AS n,
            bool_or(provenance = 1) AS simulated
     FROM market m JOIN region g ON g.id = m.region_id CROSS JOIN LATERAL (
       SELECT o.price, o.provenance FROM observation o
       LEFT JOIN LATERAL (
         SELECT lane FROM verdict v WHERE v.observation_id = o.id AND v.decided_at <= $4::timestamptz
         ORDER BY v.id DESC LIMIT 1
       ) v ON true
       WHERE o.market_id = m.id AND o.commodity_id = $3 AND o.published_at <= $4::timestamptz
         AND o.observed_at >= $4::timestamptz - make_interval(days => $5) AND COALESCE(v.lane, o.lane) = 0
       ORDER BY o.observed_at DESC, o.id DESC LIMIT 1
     ) last
     WHERE ($1 = 0 OR m.region_id = $2)
       AND (m.closed_on IS NULL OR m.closed_on > ($4::timestamptz AT TIME ZONE g.time_zone)::date)
     HAVING count(*) > 0`,
    [level, areaId, commodityId, asOf, carryDays],
  );
  return rows[0] ?? null;
}
