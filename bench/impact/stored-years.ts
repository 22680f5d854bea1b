import type { Pool } from 'pg';
import { dayToIso } from '@/lib/market/calendar';

const MARKETS = 124;
const WEEKS = 260;
const DAYS = 5 * 365;

/** @returns ids of as many markets as the simulated country has, spread over its provinces */
export async function addCountry(pool: Pool): Promise<readonly number[]> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO market (region_id, code, name, city, latitude, longitude, origin)
     SELECT g.id, 'BENCH-' || i, 'Pasar ' || i, 'X', 0, 0, 'registered'
     FROM generate_series(1, $1::int) AS i
     JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS n FROM region) g
       ON g.place = i % g.n
     RETURNING id`,
    [MARKETS],
  );
  return rows.map((row) => row.id);
}

/** Five years of week ends of every commodity: a nation that moves together, and a little of each market's own. */
export async function addWeekYears(pool: Pool, markets: readonly number[], today: number): Promise<void> {
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM commodity ORDER BY id');
  for (const { id } of rows) {
    await pool.query(
      `INSERT INTO rollup_day (level, area_id, commodity_id, bucket, n, total, low, high, simulated)
       SELECT 2, m, $4::int, $2::date - 7 * w, 1, p, p, p, 0
       FROM unnest($1::int[]) AS m, generate_series(1, $3::int) AS w,
            LATERAL (SELECT round(30000 * exp(0.1 * sin(w * 1.7 + $4) + 0.02 * sin((m + 2) * w * 3.1)))::int AS p) AS x`,
      [markets, dayToIso(today), WEEKS, id],
    );
  }
}

/** What sensors felt in every province on every day of five years. */
export async function addWeatherYears(pool: Pool, today: string): Promise<void> {
  await pool.query(
    `INSERT INTO region_weather (region_id, day, readings, temperature, humidity)
     SELECT g.id, $1::date - d, 5, 27 + 3 * sin(d / 58.0 + g.id), 80 + 8 * sin(d / 31.0 + g.id)
     FROM region g, generate_series(0, $2::int) AS d`,
    [today, DAYS],
  );
}
