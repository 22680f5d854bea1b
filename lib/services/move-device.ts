import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { afterMove, type DeviceMove, type DeviceState } from '@/lib/market/device-state';
import { type HeldDevice, holdDevice, setDeviceState } from '@/lib/store/devices/change-device';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { sealAct } from './seal-act';

/** Moves that an administrator makes by hand. */
export type AdminMove = Exclude<DeviceMove, 'enrol' | 'redeem'>;

export interface DeviceDeps {
  readonly pool: Pool;
  readonly clock: Clock;
}

/**
 * Suspends, resumes, revokes or retires a device, with its audit row and leaf. Doors close within five seconds at
 * every instance; what a revoked device had is worthless for good.
 *
 * @returns its state from now on
 * @throws SmpError NOT_FOUND, FORBIDDEN, CONFLICT when a device in its state cannot make this move
 */
export function moveDevice(
  deps: DeviceDeps,
  actor: Actor,
  input: {
    readonly deviceId: string;
    readonly move: AdminMove;
    readonly reason: string | null;
    readonly requestId: string | null;
  },
): Promise<DeviceState> {
  const { deviceId, move, reason, requestId } = input;
  return withLedger(deps.pool, async (work) => {
    const device = heldFor(actor, await holdDevice(work.client, deviceId), deviceId);
    const state = stateAfter(device, move);
    const now = deps.clock.now();
    const ends = move === 'revoke' || move === 'retire';
    await setDeviceState(work.client, deviceId, state, ends, now);
    await sealAct(work, actor, {
      at: now,
      action: `device.${move}`,
      subject: `device:${deviceId}`,
      before: { state: device.state },
      after: { state, reason },
      requestId,
    });
    return state;
  });
}

/** @throws SmpError NOT_FOUND, also for what lies elsewhere than the actor looks after; FORBIDDEN */
export function heldFor(actor: Actor, device: HeldDevice | null, deviceId: string): HeldDevice {
  if (!may(actor, 'manage devices'))
    throw new SmpError('FORBIDDEN', 'Only administrators and device operators may manage devices.');
  if (device === null || !may(actor, 'manage devices', device))
    throw new SmpError('NOT_FOUND', `There is no device ${deviceId} that you look after.`);
  return device;
}

/** @throws SmpError CONFLICT */
export function stateAfter(device: HeldDevice, move: DeviceMove): DeviceState {
  const state = afterMove(device.state, move);
  if (state !== null) return state;
  throw new SmpError('CONFLICT', `Device ${device.deviceId} is ${device.state}; it cannot ${WORDS[move]}.`, {
    errors: [{ field: 'action', code: 'wrong_state', message: `The device is ${device.state}.` }],
  });
}

const WORDS: Readonly<Record<DeviceMove, string>> = {
  enrol: 'be given a code',
  redeem: 'redeem a code',
  suspend: 'be suspended',
  resume: 'be resumed',
  revoke: 'be revoked',
  retire: 'be retired',
};
