import type { PoolClient } from 'pg';
import type { DeviceConfig } from '@/lib/market/device-config';
import { type DeviceState, isDeviceState } from '@/lib/market/device-state';

/** What stays the same or changes when a device is looked after. */
export interface HeldDevice {
  readonly deviceId: string;
  readonly marketId: number;
  readonly regionId: number;
  readonly state: DeviceState;
  readonly tokenVersion: number;
  readonly group: string | null;
  readonly config: DeviceConfig | null;
}

interface Row {
  market_id: number;
  region_id: number;
  status: string;
  token_version: number;
  group_name: string | null;
  config: DeviceConfig | null;
}

/** A device, held until the transaction ends; `null` when there is none. */
export async function holdDevice(client: PoolClient, deviceId: string): Promise<HeldDevice | null> {
  const { rows } = await client.query<Row>(
    `SELECT d.market_id, m.region_id, d.status, d.token_version, d.group_name, d.config
     FROM device d JOIN market m ON m.id = d.market_id WHERE d.id = $1 FOR UPDATE OF d`,
    [deviceId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    deviceId,
    marketId: row.market_id,
    regionId: row.region_id,
    state: isDeviceState(row.status) ? row.status : 'retired',
    tokenVersion: row.token_version,
    group: row.group_name,
    config: row.config,
  };
}

/** Gives a device another state. @param endTokens makes every token it has worthless, for good */
export async function setDeviceState(
  client: PoolClient,
  deviceId: string,
  state: DeviceState,
  endTokens: boolean,
  now: number,
): Promise<void> {
  await client.query(
    `UPDATE device SET status = $2, token_version = token_version + $3, changed_at = $4,
       previous_until = CASE WHEN $3 = 0 THEN previous_until END,
       silent_since = CASE WHEN $2 = 'active' THEN silent_since END
     WHERE id = $1`,
    [deviceId, state, endTokens ? 1 : 0, new Date(now)],
  );
}

export async function setDeviceSettings(
  client: PoolClient,
  deviceId: string,
  group: string | null,
  config: DeviceConfig | null,
  now: number,
): Promise<void> {
  await client.query('UPDATE device SET group_name = $2, config = $3, changed_at = $4 WHERE id = $1', [
    deviceId,
    group,
    config === null ? null : JSON.stringify(config),
    new Date(now),
  ]);
}

/**
 * Keeps the hash of a new code and forgets those that were not used: a device has one code at most.
 *
 * @param replaces whether redeeming it makes the tokens of before run out
 */
export async function replaceCode(
  client: PoolClient,
  deviceId: string,
  codeHash: Uint8Array,
  expiresAt: number,
  replaces: boolean,
): Promise<void> {
  await client.query('DELETE FROM device_enrolment WHERE device_id = $1 AND used_at IS NULL', [deviceId]);
  await client.query(
    'INSERT INTO device_enrolment (code_hash, device_id, expires_at, replaces) VALUES ($1, $2, $3, $4)',
    [codeHash, deviceId, new Date(expiresAt), replaces],
  );
}
