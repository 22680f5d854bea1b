import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import { SmpError } from '@/lib/errors';
import type { ListedDevice } from '@/lib/market/listed-device';
import { type ListedCertificate, listCertificates } from '@/lib/store/devices/certificates';
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

/** One device that somebody looks after, with its certificates; `null` for none. @throws SmpError FORBIDDEN */
export async function findDevice(
  deps: { readonly pool: Pool },
  actor: Actor,
  deviceId: string,
): Promise<{ readonly device: ListedDevice; readonly certificates: readonly ListedCertificate[] } | null> {
  const [device] = (await findDevices(deps, actor, { deviceId, limit: 1 })).devices;
  return device === undefined
    ? null
    : { device, certificates: await listCertificates(deps.pool, device.deviceId) };
}

function placeOf(actor: Actor): { marketId?: number; regionId?: number } {
  if (actor.kind !== 'user' && actor.kind !== 'api-token') return {};
  const { marketId, regionId } = actor;
  if (marketId != null) return { marketId };
  return regionId == null ? {} : { regionId };
}
