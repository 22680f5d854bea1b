import type { Pool } from 'pg';

/** Devices with at least one overturned report since `since` (ms): the only ones whose word may weigh less. */
export async function readDoubted(
  pool: Pool,
  since: number,
): Promise<readonly { readonly deviceId: string; readonly marketId: number }[]> {
  const { rows } = await pool.query<{ deviceId: string; marketId: number }>({
    name: 'doubted-devices',
    text: `SELECT DISTINCT r.device_id AS "deviceId", o.market_id AS "marketId"
      FROM observation o
      JOIN reading r ON r.id = o.reading_id AND r.first_index <= o.id AND o.id < r.first_index + r.prices
      WHERE o.lane > 0 AND o.lane = 2 AND o.observed_at >= $1::timestamptz AND r.device_id NOT LIKE 'review:%'
        AND EXISTS (SELECT 1 FROM later_verdict v WHERE v.observation_id = o.id)`,
    values: [new Date(since).toISOString()],
  });
  return rows;
}
