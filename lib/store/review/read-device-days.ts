import type { Pool } from 'pg';
import { HANDED_ON } from '../devices/handed-on';

/** What became of a device's reports of one day. */
export interface DeviceDay {
  readonly deviceId: string;
  /** ISO date. */
  readonly day: string;
  readonly upheld: number;
  readonly overturned: number;
}

/**
 * Reports by device and day: those that count now, and those that were taken out or kept out by a second look or by
 * a person. What still waits is neither. It is read from the rows that everything else is read from, so a decision
 * that is undone is undone here as well.
 *
 * @param since ms since 1970
 * @param device one device; `null` for all of them
 * @param whose `holder`: only what nobody but whoever has the device now reported
 */
export async function readDeviceDays(
  pool: Pool,
  since: number,
  device: { readonly deviceId: string; readonly marketId: number } | null,
  whose: 'anybody' | 'holder' = 'anybody',
): Promise<readonly DeviceDay[]> {
  const { rows } = await pool.query<{
    device_id: string;
    day: string;
    upheld: number;
    overturned: number;
  }>({
    name: device === null ? 'device-days' : `device-days-one-${whose}`,
    text: `SELECT r.device_id, (o.observed_at AT TIME ZONE g.time_zone)::date::text AS day,
        (count(*) FILTER (WHERE o.lane = 0))::int AS upheld,
        (count(*) FILTER (WHERE o.lane = 2 AND EXISTS (
           SELECT 1 FROM later_verdict v WHERE v.observation_id = o.id)))::int AS overturned
      FROM observation o JOIN region g ON g.id = o.region_id
      JOIN reading r ON r.id = o.reading_id AND r.first_index <= o.id AND o.id < r.first_index + r.prices
      WHERE o.observed_at >= $1::timestamptz AND r.device_id NOT LIKE 'review:%'
        ${device === null ? '' : 'AND o.market_id = $2 AND r.device_id = $3'}
        ${device !== null && whose === 'holder' ? `AND NOT ${HANDED_ON}` : ''}
      GROUP BY 1, 2`,
    values: [new Date(since).toISOString(), ...(device === null ? [] : [device.marketId, device.deviceId])],
  });
  return rows.map((r) => ({ ...r, deviceId: r.device_id }));
}
