import type { PoolClient } from 'pg';
import type { DeviceState } from '@/lib/market/device-state';
import { type HeldDevice, holdDevice } from './change-device';

/** A device as it stands once it is registered. */
export interface Registration {
  readonly deviceId: string;
  readonly marketId: number;
  readonly role: string;
  readonly status: DeviceState;
  readonly simulated: boolean;
  readonly tokenVersion: number;
  /** Absent: as it was. */
  readonly group?: string | null | undefined;
}

/** Lets one transaction at a time register this device, whether it exists already or not. Held until it ends. */
export async function holdForRegistration(client: PoolClient, deviceId: string): Promise<HeldDevice | null> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('device:' || $1, 0))`, [deviceId]);
  return holdDevice(client, deviceId);
}

/** Writes a device that {@link holdForRegistration} holds; its key and its earlier tokens end. */
export async function writeRegistration(client: PoolClient, row: Registration, now: number): Promise<void> {
  const { deviceId, marketId, role, status, simulated, tokenVersion, group } = row;
  await client.query(
    `INSERT INTO device (id, market_id, role, status, simulated, token_version, group_name, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET role = $3, status = $4, token_version = $6, previous_until = NULL,
       public_key = NULL, group_name = CASE WHEN $9 THEN $7 ELSE device.group_name END, changed_at = $8`,
    [deviceId, marketId, role, status, simulated, tokenVersion, group, new Date(now), group !== undefined],
  );
}
