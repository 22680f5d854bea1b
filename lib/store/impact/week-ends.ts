import type { Pool } from 'pg';

/** One market's prices of a commodity. */
export interface WeekEnds {
  readonly market: number;
  readonly region: number;
  readonly island: string;
  /** Rp at the end of each week, oldest first; `null` where nothing was reported. */
  readonly prices: readonly (number | null)[];
}

/**
 * The last known mean of each week that counts, from the rollups by day.
 *
 * @param last ISO date on which the last week ends
 * @param weeks how many are looked back on
 */
export async function readWeekEnds(
  pool: Pool,
  commodityId: number,
  last: string,
  weeks: number,
): Promise<readonly WeekEnds[]> {
  const { rows } = await pool.query<{
    market: number;
    region: number;
    island: string;
    weeks: number[];
    prices: number[];
  }>({
    name: 'impact-week-ends',
    text: `
      SELECT market, region, island, array_agg(week ORDER BY week) AS weeks, array_agg(price ORDER BY week) AS prices
      FROM (
        SELECT DISTINCT ON (d.area_id, week) d.area_id AS market, m.region_id AS region, g.island,
               $3::int - 1 - (($2::date - d.bucket) / 7) AS week, d.total::float8 / d.n AS price
        FROM rollup_day d JOIN market m ON m.id = d.area_id JOIN region g ON g.id = m.region_id
        WHERE d.level = 2 AND d.commodity_id = $1 AND d.n > 0
          AND d.bucket <= $2::date AND d.bucket > $2::date - 7 * $3::int
        ORDER BY d.area_id, week, d.bucket DESC
      ) ends GROUP BY market, region, island ORDER BY market`,
    values: [commodityId, last, weeks],
  });
  return rows.map((row) => {
    const prices: (number | null)[] = Array(weeks).fill(null);
    row.weeks.forEach((week, i) => {
      prices[week] = row.prices[i] ?? null;
    });
    return { market: row.market, region: row.region, island: row.island, prices };
  });
}
