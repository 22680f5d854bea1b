import type { Pool } from 'pg';
import { dayToIso } from '@/lib/market/calendar';

/** A source's price beside our accepted ones of the same place, commodity and day. */
export interface FeedPair {
  readonly commodityId: number;
  readonly day: number;
  readonly theirs: number;
  readonly ours: number;
  readonly before: number | null;
  readonly after: number | null;
  readonly varieties: readonly number[];
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

interface Row extends Omit<FeedPair, 'commodityId'> {
  readonly commodity_id: number;
}

const PLACE = (r: string) => `${r}.level = p.level AND ${r}.area_id = p.area_id`;

/** Commodities whose codes begin alike are varieties of one good: beras-medium, beras-premium. */
const QUERY = `
WITH p AS (
  SELECT f.*, CASE WHEN market_id = 0 THEN 1 ELSE 2 END AS level,
         CASE WHEN market_id = 0 THEN region_id ELSE market_id END AS area_id
  FROM feed_price f WHERE feed_id = $1 AND day >= $2::date
)
SELECT p.commodity_id, p.day - date '1970-01-01' AS day, p.price AS theirs, (r.total / r.n)::int AS ours,
       (b.total / b.n)::int AS before, (a.total / a.n)::int AS after, coalesce(s.prices, '{}') AS varieties,
       r.n AS count, r.low, r.high
FROM p JOIN commodity c ON c.id = p.commodity_id
JOIN rollup_day r ON ${PLACE('r')} AND r.commodity_id = p.commodity_id AND r.bucket = p.day AND r.simulated = 0
LEFT JOIN rollup_day b ON ${PLACE('b')} AND b.commodity_id = p.commodity_id AND b.bucket = p.day - 1
LEFT JOIN rollup_day a ON ${PLACE('a')} AND a.commodity_id = p.commodity_id AND a.bucket = p.day + 1
LEFT JOIN LATERAL (
  SELECT array_agg((v.total / v.n)::int) AS prices FROM commodity k
  JOIN rollup_day v ON ${PLACE('v')} AND v.commodity_id = k.id AND v.bucket = p.day
  WHERE k.id <> c.id AND split_part(k.code, '-', 1) = split_part(c.code, '-', 1)
) s ON true
WHERE r.n > 0`;

/** From `since` on. Simulated prices of ours are compared with nothing. */
export async function readFeedPairs(pool: Pool, feedId: number, since: number): Promise<readonly FeedPair[]> {
  const { rows } = await pool.query<Row>(QUERY, [feedId, dayToIso(since)]);
  return rows.map(({ commodity_id: commodityId, ...row }) => ({ ...row, commodityId }));
}
