import type { Pool } from 'pg';
import type { DeviceConfig } from '@/lib/market/device-config';
import { type DeviceState, isDeviceState } from '@/lib/market/device-state';

/** What a door must know of a device. */
export interface DeviceRecord {
  readonly deviceId: string;
  readonly marketId: number;
  readonly status: DeviceState;
  readonly tokenVersion: number;
  /** Until then tokens of the version before are taken as well, ms; 0 for never. */
  readonly previousUntil: number;
  readonly simulated: boolean;
  /** SPKI in Base 64; a device that has one must sign. */
  readonly publicKey: string | null;
  readonly config: DeviceConfig | null;
  readonly changedAt: number;
}

interface Row {
  id: string;
  market_id: number;
  status: string;
  token_version: number;
  previous_until: Date | null;
  simulated: boolean;
  public_key: string | null;
  config: DeviceConfig | null;
  changed_at: Date;
}

const COLUMNS =
  'id, market_id, status, token_version, previous_until, simulated, public_key, config, changed_at';

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
    // A state that this version does not know opens no door.
    status: isDeviceState(row.status) ? row.status : 'retired',
    tokenVersion: row.token_version,
    previousUntil: row.previous_until?.getTime() ?? 0,
    simulated: row.simulated,
    publicKey: row.public_key,
    config: row.config,
    changedAt: row.changed_at.getTime(),
  };
}
