import { randomUUID } from 'node:crypto';
import { readDeviceKey } from '@/lib/auth/device-key';
import type { DeviceTokens } from '@/lib/auth/device-token';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { afterMove, DEVICE_STATES } from '@/lib/market/device-state';
import type { Db } from '@/lib/store/prisma-client';
import { takesVersion } from './device-registry';
import { hashOf, TOKEN_DAYS } from './register-device';

export interface IssueDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly deviceTokens: DeviceTokens;
}

export interface IssuedToken {
  readonly deviceId: string;
  readonly marketId: number;
  readonly token: string;
  readonly expiresAt: number;
}

const DAY_MS = 86_400_000;

/** How long a token goes on working after a newer one was given, so that a lost answer harms nobody. */
const OVERLAP_MS = 15 * 60_000;

/**
 * Redeems a one-time code. Of any number of simultaneous attempts exactly one succeeds: the code is marked
 * used by the same statement that checks it.
 *
 * @param publicKey SPKI in Base 64, when the device made a key; from now on it must sign
 * @throws SmpError INVALID for a key that is none; UNAUTHENTICATED, with the same words whatever is wrong with
 *   the code
 */
export async function redeemCode(
  deps: IssueDeps,
  code: string,
  publicKey: string | null,
): Promise<IssuedToken> {
  if (publicKey !== null && readDeviceKey(publicKey) === null) throw badKey();
  const now = deps.clock.now();
  const codeHash = hashOf(code);
  const used = await deps.db.deviceEnrolment.updateMany({
    where: { codeHash, usedAt: null, expiresAt: { gt: new Date(now) } },
    data: { usedAt: new Date(now) },
  });
  const enrolment =
    used.count === 1 ? await deps.db.deviceEnrolment.findUnique({ where: { codeHash } }) : null;
  if (enrolment === null) throw worthless();
  const taken = await deps.db.device.updateManyAndReturn({
    where: { id: enrolment.deviceId, status: { in: REDEEMABLE } },
    data: {
      status: 'active',
      publicKey,
      changedAt: new Date(now),
      ...(enrolment.replaces
        ? { tokenVersion: { increment: 1 }, previousUntil: new Date(now + OVERLAP_MS) }
        : {}),
    },
  });
  const [device] = taken;
  if (device === undefined) throw worthless();
  return issue(deps, device, now);
}

const REDEEMABLE = DEVICE_STATES.filter((state) => afterMove(state, 'redeem') === 'active');

/**
 * A new token for a device that shows a valid one. The one before runs on for a quarter of an hour; a device that
 * shows it again, since the answer was lost, is given another one like the newest. Not so where a code replaced it:
 * whoever lost the phone has the code, whoever found it has the token.
 *
 * @param shown version of the token that it showed
 */
export async function renewToken(deps: IssueDeps, deviceId: string, shown: number): Promise<IssuedToken> {
  const now = deps.clock.now();
  const [raised] = await deps.db.device.updateManyAndReturn({
    where: { id: deviceId, status: 'active', tokenVersion: shown },
    data: {
      tokenVersion: { increment: 1 },
      previousUntil: new Date(now + OVERLAP_MS),
      changedAt: new Date(now),
    },
  });
  if (raised !== undefined) return issue(deps, raised, now);
  const device = await deps.db.device.findUnique({ where: { id: deviceId } });
  const held = device && { ...device, previousUntil: device.previousUntil?.getTime() ?? 0 };
  const takes = held !== null && held.status === 'active' && takesVersion(held, shown, now);
  if (!takes || (shown !== held.tokenVersion && (await replacedByCode(deps.db, held)))) {
    throw new SmpError('UNAUTHENTICATED', 'This device is not active, or its token was replaced.');
  }
  return issue(deps, held, now);
}

/** Whether the overlap that runs was begun by a code, and by no renewal. */
async function replacedByCode(
  db: Db,
  device: { readonly id: string; readonly previousUntil: number },
): Promise<boolean> {
  const usedAt = new Date(device.previousUntil - OVERLAP_MS);
  return (await db.deviceEnrolment.count({ where: { deviceId: device.id, replaces: true, usedAt } })) > 0;
}

function worthless(): SmpError {
  return new SmpError(
    'UNAUTHENTICATED',
    'This code is not valid any more. Ask your administrator for a new one.',
  );
}

function badKey(): SmpError {
  const message = 'Send one P-256 or Ed25519 public key as SPKI (DER) in Base 64.';
  return new SmpError('INVALID', message, { errors: [{ field: 'public_key', code: 'bad_key', message }] });
}

function issue(
  deps: IssueDeps,
  device: { readonly id: string; readonly marketId: number; readonly tokenVersion: number },
  now: number,
): IssuedToken {
  const expiresAt = now + TOKEN_DAYS * DAY_MS;
  const claims = { deviceId: device.id, version: device.tokenVersion, tokenId: randomUUID(), expiresAt };
  return {
    deviceId: device.id,
    marketId: device.marketId,
    token: deps.deviceTokens.issue(claims, now),
    expiresAt,
  };
}
