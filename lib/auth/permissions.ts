import type { Actor } from './actor';

/** Administrators register devices: nationally, or for the market or region that they look after. */
export function canRegisterDevices(actor: Actor, place: { marketId: number; regionId: number }): boolean {
  if (actor.kind === 'job') return true;
  if (actor.kind === 'device' || actor.role !== 'admin') return false;
  if (actor.kind === 'api-token') return true;
  if (actor.marketId !== null) return actor.marketId === place.marketId;
  return actor.regionId === null || actor.regionId === place.regionId;
}

/** A device reports for itself and for the market that it stands in. */
export function canReport(actor: Actor, reading: { deviceId: string; marketId: number }): boolean {
  return (
    actor.kind === 'device' && actor.deviceId === reading.deviceId && actor.marketId === reading.marketId
  );
}
