import type { Actor } from './actor';
import { may } from './may';

/** Administrators register devices: nationally, or for the market or region that they look after. */
export function canRegisterDevices(actor: Actor, place: { marketId: number; regionId: number }): boolean {
  return may(actor, 'register devices', place);
}

/** A device reports for itself and for the market that it stands in. */
export function canReport(actor: Actor, reading: { deviceId: string; marketId: number }): boolean {
  return (
    actor.kind === 'device' && actor.deviceId === reading.deviceId && actor.marketId === reading.marketId
  );
}
