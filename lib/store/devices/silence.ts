import type { Pool } from 'pg';
import { LEAST_SILENCE_MS } from '@/lib/market/device-silence';

export interface QuietDevice {
  readonly deviceId: string;
  readonly marketId: number;
  readonly regionId: number;
  readonly simulated: boolean;
  /** When it was last heard, or made; ms. */
  readonly heardAt: number;
  /** Whether it was ever heard. */
  readonly heard: boolean;
  readonly intervalSeconds: number | null;
  /** Since when it is marked as silent; `null` while it is not. */
  readonly silentSince: number | null;
  /** Whether its market has closed for good, so that nobody waits to hear it. */
  readonly marketClosed: boolean;
}

interface Row extends Omit<QuietDevice, 'heardAt' | 'silentSince'> {
  readonly heardAt: Date;
  readonly silentSince: Date | null;
}

const CLOSED = `(m.closed_on IS NOT NULL AND m.closed_on <= ($2::timestamptz AT TIME ZONE r.time_zone)::date)`;

/** Active devices that nobody has heard for a while at `now` (ms) though their market trades, or that are marked as silent. */
export async function readQuietDevices(
  pool: Pick<Pool, 'query'>,
  now: number,
): Promise<readonly QuietDevice[]> {
  const { rows } = await pool.query<Row>(
    `SELECT d.id AS "deviceId", d.market_id AS "marketId", m.region_id AS "regionId", d.simulated,
            COALESCE(d.last_seen_at, d.created_at) AS "heardAt", d.last_seen_at IS NOT NULL AS heard,
            (d.config->>'intervalSeconds')::float AS "intervalSeconds", d.silent_since AS "silentSince", ${CLOSED} AS "marketClosed"
     FROM device d JOIN market m ON m.id = d.market_id JOIN region r ON r.id = m.region_id
     WHERE d.status = 'active'
       AND (d.silent_since IS NOT NULL OR (COALESCE(d.last_seen_at, d.created_at) < $1 AND NOT ${CLOSED}))`,
    [new Date(now - LEAST_SILENCE_MS), new Date(now)],
  );
  return rows.map((row) => ({
    ...row,
    heardAt: row.heardAt.getTime(),
    silentSince: row.silentSince?.getTime() ?? null,
  }));
}

/** Marks a device as silent, or lifts the mark, unless it was heard meanwhile. */
export async function markSilent(
  pool: Pool,
  device: Pick<QuietDevice, 'deviceId' | 'heardAt'>,
  since: number | null,
): Promise<void> {
  await pool.query(
    `UPDATE device SET silent_since = $2 WHERE id = $1 AND status = 'active'
       AND COALESCE(last_seen_at, created_at) <= $3`,
    [device.deviceId, since === null ? null : new Date(since), new Date(device.heardAt)],
  );
}
