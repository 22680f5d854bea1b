import type { Pool } from 'pg';

export interface QuietDevice {
  readonly deviceId: string;
  /** When it was last heard, or made; ms. */
  readonly heardAt: number;
  readonly intervalSeconds: number | null;
}

/** Active devices that were last heard before `before` (ms) and are not marked as silent. */
export async function readQuietDevices(pool: Pool, before: number): Promise<readonly QuietDevice[]> {
  const { rows } = await pool.query<{ id: string; heard: Date; interval: number | null }>(
    `SELECT id, COALESCE(last_seen_at, created_at) AS heard, (config->>'intervalSeconds')::float AS interval
     FROM device WHERE status = 'active' AND silent_since IS NULL AND COALESCE(last_seen_at, created_at) < $1`,
    [new Date(before)],
  );
  return rows.map((row) => ({
    deviceId: row.id,
    heardAt: row.heard.getTime(),
    intervalSeconds: row.interval,
  }));
}

/** Marks a device as silent unless it was heard meanwhile. */
export async function markSilent(pool: Pool, device: QuietDevice, since: number): Promise<void> {
  await pool.query(
    `UPDATE device SET silent_since = $2 WHERE id = $1 AND status = 'active'
       AND COALESCE(last_seen_at, created_at) <= $3`,
    [device.deviceId, new Date(since), new Date(device.heardAt)],
  );
}
