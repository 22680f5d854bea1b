import type { Pool } from 'pg';
import type { DeviceConfig } from '@/lib/market/device-config';
import { type DeviceState, isDeviceState } from '@/lib/market/device-state';
import type { ListedDevice } from '@/lib/market/listed-device';

/** What is looked for; an absent member leaves it open. */
export interface DeviceFilter {
  readonly state?: DeviceState;
  readonly marketId?: number;
  readonly regionId?: number;
  readonly group?: string;
  readonly silent?: boolean;
  readonly simulated?: boolean;
  readonly deviceId?: string;
  /** Part of the id, in any case. */
  readonly text?: string;
  /** Those after this id, in order. */
  readonly after?: string;
  readonly limit: number;
}

interface Row {
  id: string;
  market_id: number;
  role: string;
  status: string;
  simulated: boolean;
  group_name: string | null;
  last_seen_at: Date | null;
  silent_since: Date | null;
  online: boolean;
  clock_offset_ms: number | null;
  battery: number | null;
  queue_depth: number | null;
  software: string | null;
  signs: boolean;
  config: DeviceConfig | null;
  person: string | null;
  created_at: Date;
}

/** Devices in the order of their ids. */
export async function listDevices(pool: Pool, filter: DeviceFilter): Promise<readonly ListedDevice[]> {
  const { rows } = await pool.query<Row>(
    `SELECT d.id, d.market_id, d.role, d.status, d.simulated, d.group_name, d.last_seen_at, d.silent_since, d.online,
            d.clock_offset_ms, d.battery, d.queue_depth, d.software, d.public_key IS NOT NULL AS signs, d.config,
            u.name AS person, d.created_at
     FROM device d JOIN market m ON m.id = d.market_id
     LEFT JOIN device_holder h ON h.device_id = d.id AND h.until IS NULL
     LEFT JOIN app_user u ON u.id = h.user_id
     WHERE ($1::text IS NULL OR d.status = $1) AND ($2::int IS NULL OR d.market_id = $2)
       AND ($3::smallint IS NULL OR m.region_id = $3) AND ($4::text IS NULL OR d.group_name = $4)
       AND ($5::boolean IS NULL OR (d.silent_since IS NOT NULL) = $5)
       AND ($6::boolean IS NULL OR d.simulated = $6)
       AND ($7::text IS NULL OR strpos(lower(d.id), lower($7)) > 0)
       AND ($8::text IS NULL OR d.id > $8) AND ($9::text IS NULL OR d.id = $9)
     ORDER BY d.id LIMIT $10`,
    [
      filter.state ?? null,
      filter.marketId ?? null,
      filter.regionId ?? null,
      filter.group ?? null,
      filter.silent ?? null,
      filter.simulated ?? null,
      filter.text ?? null,
      filter.after ?? null,
      filter.deviceId ?? null,
      filter.limit,
    ],
  );
  return rows.map((row) => ({
    deviceId: row.id,
    marketId: row.market_id,
    role: row.role,
    state: isDeviceState(row.status) ? row.status : 'retired',
    simulated: row.simulated,
    group: row.group_name,
    lastSeenAt: row.last_seen_at?.getTime() ?? null,
    silentSince: row.silent_since?.getTime() ?? null,
    online: row.online,
    clockOffsetMs: row.clock_offset_ms,
    battery: row.battery,
    queueDepth: row.queue_depth,
    software: row.software,
    signs: row.signs,
    config: row.config,
    person: row.person,
    createdAt: row.created_at.getTime(),
  }));
}
