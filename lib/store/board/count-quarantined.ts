import type { Pool } from 'pg';

/** Prices quarantined since the ISO time `since` that nobody has decided yet. */
export async function countQuarantined(pool: Pool, since: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM observation WHERE lane = 2 AND observed_at >= $1::timestamptz',
    [since],
  );
  return rows[0]?.n ?? 0;
}
