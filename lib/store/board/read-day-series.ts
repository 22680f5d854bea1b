import type { Pool } from 'pg';

export interface DaySeriesRow {
  readonly commodityId: number;
  /** ISO date. */
  readonly day: string;
  /** Mean of the markets' means, Rp. */
  readonly price: number;
}

/** National mean prices by day of every commodity from the ISO date `since` on, oldest first. */
export async function readDaySeries(pool: Pool, since: string): Promise<readonly DaySeriesRow[]> {
  const { rows } = await pool.query<{ commodity_id: number; day: string; price: number }>({
    name: 'day-series',
    text: `SELECT commodity_id, bucket::text AS day, round(total::numeric / n)::int AS price
           FROM rollup_day WHERE level = 0 AND area_id = 0 AND bucket >= $1::date AND n > 0 ORDER BY bucket`,
    values: [since],
  });
  return rows.map((r) => ({ commodityId: r.commodity_id, day: r.day, price: r.price }));
}
