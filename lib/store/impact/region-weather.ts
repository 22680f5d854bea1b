import type { Pool } from 'pg';

/** Means of a province's day, °C and percent; `null` where no sensor told. */
export interface RegionWeatherRow {
  readonly regionId: number;
  /** ISO date, local. */
  readonly day: string;
  readonly temperature: number | null;
  readonly humidity: number | null;
}

/**
 * Adds up what sensors felt since the last day that is kept, that day included; at the first time, of
 * `atMost` days. Doing it again changes nothing.
 *
 * @param today ISO date
 */
export async function gatherWeather(pool: Pool, today: string, atMost: number): Promise<void> {
  await pool.query({
    name: 'impact-gather-weather',
    text: `
      WITH since AS (
        SELECT greatest(coalesce(max(day), '-infinity'::date), $1::date - $2::int) AS day FROM region_weather
      )
      INSERT INTO region_weather (region_id, day, readings, temperature, humidity)
      SELECT g.id, (r.observed_at AT TIME ZONE g.time_zone)::date AS day, count(*), avg(r.temperature), avg(r.humidity)
      FROM since, reading r JOIN market m ON m.id = r.market_id JOIN region g ON g.id = m.region_id
      WHERE r.received_at >= since.day::timestamp - interval '1 day'
        AND (r.temperature IS NOT NULL OR r.humidity IS NOT NULL)
        AND (r.observed_at AT TIME ZONE g.time_zone)::date BETWEEN since.day AND $1::date
      GROUP BY 1, 2
      ON CONFLICT (region_id, day) DO UPDATE
        SET readings = excluded.readings, temperature = excluded.temperature, humidity = excluded.humidity`,
    values: [today, atMost],
  });
}

/** @param since ISO date */
export async function readWeather(pool: Pool, since: string): Promise<readonly RegionWeatherRow[]> {
  const { rows } = await pool.query<RegionWeatherRow>({
    name: 'impact-weather',
    text: `SELECT region_id AS "regionId", day::text, temperature, humidity FROM region_weather
           WHERE day >= $1::date ORDER BY day, region_id`,
    values: [since],
  });
  return rows;
}
