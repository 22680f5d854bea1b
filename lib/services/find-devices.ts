import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import { SmpError } from '@/lib/errors';
import type { ListedDevice } from '@/lib/market/listed-device';
import { type DeviceFilter, listDevices } from '@/lib/store/devices/list-devices';

export interface DevicePage {
  readonly devices: readonly ListedDevice[];
  /** Id after which the next page begins; `null` on the last. */
  readonly next: string | null;
}

/** The devices that somebody looks after. @throws SmpError FORBIDDEN */
export async function findDevices(
  deps: { readonly pool: Pool },
  actor: Actor,
  filter: DeviceFilter,
): Promise<DevicePage> {
  if (!may(actor, 'see devices')) throw new SmpError('FORBIDDEN', 'Your role does not see devices.');
  // What is asked for beside one's own place is empty, not somebody else's.
  const place = placeOf(actor);
  const elsewhere =
    (place.marketId !== undefined && filter.marketId !== undefined && filter.marketId !== place.marketId) ||
    (place.regionId !== undefined && filter.regionId !== undefined && filter.regionId !== place.regionId);
  if (elsewhere) return { devices: [], next: null };
  const found = await listDevices(deps.pool, { ...filter, ...place, limit: filter.limit + 1 });
  const devices = found.slice(0, filter.limit);
  return { devices, next: found.length > filter.limit ? (devices.at(-1)?.deviceId ?? null) : null };
}

function placeOf(actor: Actor): { marketId?: number; regionId?: number } {
  if (actor.kind !== 'user') return {};
  if (actor.marketId !== null) return { marketId: actor.marketId };
  return actor.regionId === null ? {} : { regionId: actor.regionId };
}
