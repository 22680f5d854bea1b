import type { Pool } from 'pg';

/** What a door must know of a device. */
export interface DeviceRecord {
  readonly deviceId: string;
  readonly marketId: number;
  readonly status: string;
  readonly tokenVersion: number;
  readonly simulated: boolean;
  readonly changedAt: number;
}

interface Row {
  id: string;
  market_id: number;
  status: string;
  token_version: number;
  simulated: boolean;
  changed_at: Date;
}

const COLUMNS = 'id, market_id, status, token_version, simulated, changed_at';

/** Devices that changed at or after `since` (ms); 0 reads all. */
export async function readDevicesChangedSince(pool: Pool, since: number): Promise<readonly DeviceRecord[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM device WHERE changed_at >= $1::timestamptz`,
    [new Date(since).toISOString()],
  );
  return rows.map(toRecord);
}

export async function readDevice(pool: Pool, deviceId: string): Promise<DeviceRecord | null> {
  const { rows } = await pool.query<Row>(`SELECT ${COLUMNS} FROM device WHERE id = $1`, [deviceId]);
  return rows[0] === undefined ? null : toRecord(rows[0]);
}

function toRecord(row: Row): DeviceRecord {
  return {
    deviceId: row.id,
    marketId: row.market_id,
    status: row.status,
    tokenVersion: row.token_version,
    simulated: row.simulated,
    changedAt: row.changed_at.getTime(),
  };
}
