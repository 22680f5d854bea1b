import type { Pool } from 'pg';
import { HANDED_ON } from '../devices/handed-on';

const DAYS = 30;

/**
 * Positions of the prices of the last month that whoever has a device now reported with it at its market and about
 * which people did something, the newest first.
 *
 * @param now ms since 1970
 */
export async function readDeviceCases(
  pool: Pool,
  device: { readonly deviceId: string; readonly marketId: number },
  now: number,
  limit: number,
): Promise<readonly number[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'device-cases',
    text: `SELECT DISTINCT o.id FROM review q
      JOIN observation o ON o.id = q.observation_id
      JOIN reading r ON r.id = o.reading_id AND r.first_index <= o.id AND o.id < r.first_index + r.prices
      WHERE o.market_id = $1 AND r.device_id = $2 AND o.observed_at >= $3::timestamptz
        AND NOT ${HANDED_ON}
      ORDER BY o.id DESC LIMIT $4`,
    values: [device.marketId, device.deviceId, new Date(now - DAYS * 86_400_000).toISOString(), limit],
  });
  return rows.map(({ id }) => Number(id));
}
