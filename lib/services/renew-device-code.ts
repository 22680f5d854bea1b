import { randomBytes } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { holdDevice, replaceCode, setDeviceState } from '@/lib/store/devices/change-device';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { type DeviceDeps, heldFor, stateAfter } from './move-device';
import { hashOf } from './register-device';
import { sealAct } from './seal-act';

export interface NewCode {
  /** Valid once; only its hash is kept. */
  readonly code: string;
  readonly expiresAt: number;
  readonly marketId: number;
}

const CODE_BYTES = 20;

/**
 * Gives a device a new one-time code; codes that were not used become worthless. Once it is redeemed, the tokens
 * of before run out after a few minutes.
 *
 * @throws SmpError NOT_FOUND, FORBIDDEN, CONFLICT for a suspended or retired device
 */
export function renewDeviceCode(
  deps: DeviceDeps,
  actor: Actor,
  input: { readonly deviceId: string; readonly minutes: number; readonly requestId: string | null },
): Promise<NewCode> {
  const { deviceId, minutes, requestId } = input;
  return withLedger(deps.pool, async (work) => {
    const device = heldFor(actor, await holdDevice(work.client, deviceId), deviceId);
    const state = stateAfter(device, 'enrol');
    const now = deps.clock.now();
    const expiresAt = now + minutes * 60_000;
    const code = randomBytes(CODE_BYTES).toString('base64url');
    if (state !== device.state) await setDeviceState(work.client, deviceId, state, false, now);
    await replaceCode(work.client, deviceId, hashOf(code), expiresAt, true);
    await sealAct(work, actor, {
      at: now,
      action: 'device.code',
      subject: `device:${deviceId}`,
      before: { state: device.state },
      after: { state, expires_at: new Date(expiresAt).toISOString() },
      requestId,
    });
    return { code, expiresAt, marketId: device.marketId };
  });
}
