import type { Pool } from 'pg';
import type { Interval } from '@/lib/market/interval';

export interface HistoryQuery {
  readonly level: 0 | 1 | 2;
  readonly areaId: number;
  readonly commodityId: number;
  readonly interval: Interval;
  /** ISO times for hours, ISO dates otherwise; both included. */
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

export interface HistoryRow {
  readonly t: string;
  readonly price: number;
  readonly low: number;
  readonly high: number;
  /** Prices of a market in the mean; above it, the most markets of a day in it. */
  readonly n: number;
  /** How many means (of a market, prices) the price is the mean of. */
  readonly weight: number;
  readonly simulated: boolean;
}

const FIGURES = `round(sum(total)::numeric / sum(n))::int AS price, min(low) AS low, max(high) AS high,
  (CASE WHEN $1 = 2 THEN sum(n) ELSE max(n) END)::int AS n, sum(n)::int AS weight, sum(simulated) > 0 AS simulated`;

/** Hours and days are rows of a rollup; weeks and months are means over the days in them. */
const QUERIES: Readonly<Record<Interval, string>> = {
  hour: `SELECT to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS t, ${FIGURES} FROM rollup_hour
    WHERE level = $1 AND area_id = $2 AND commodity_id = $3 AND bucket BETWEEN $4::timestamptz AND $5::timestamptz
      AND n > 0 GROUP BY bucket ORDER BY bucket LIMIT $6`,
  day: `SELECT bucket::text AS t, round(total::numeric / n)::int AS price, low, high, n, n AS weight,
    simulated > 0 AS simulated
    FROM rollup_day
    WHERE level = $1 AND area_id = $2 AND commodity_id = $3 AND bucket BETWEEN $4::date AND $5::date AND n > 0
    ORDER BY bucket LIMIT $6`,
  week: days('week'),
  month: days('month'),
};

function days(unit: 'week' | 'month'): string {
  return `SELECT date_trunc('${unit}', bucket::timestamp)::date::text AS t, ${FIGURES} FROM rollup_day
    WHERE level = $1 AND area_id = $2 AND commodity_id = $3 AND bucket BETWEEN $4::date AND $5::date AND n > 0
    GROUP BY 1 ORDER BY 1 LIMIT $6`;
}

/** Mean prices of one area over time, oldest first; buckets without a price are missing. */
export async function readHistoryRows(pool: Pool, query: HistoryQuery): Promise<readonly HistoryRow[]> {
  const { level, areaId, commodityId, interval, from, to, limit } = query;
  const { rows } = await pool.query<HistoryRow>({
    name: `history-${interval}`,
    text: QUERIES[interval],
    values: [level, areaId, commodityId, from, to, limit],
  });
  return rows;
}
