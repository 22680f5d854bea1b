import { randomUUID } from 'node:crypto';
import type { DeviceTokens } from '@/lib/auth/device-token';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { Db } from '@/lib/store/prisma-client';
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

/**
 * Redeems a one-time code. Of any number of simultaneous attempts exactly one succeeds: the code is marked
 * used by the same statement that checks it.
 *
 * @throws SmpError UNAUTHENTICATED, with the same words whatever is wrong with the code
 */
export async function redeemCode(deps: IssueDeps, code: string): Promise<IssuedToken> {
  const now = deps.clock.now();
  const codeHash = hashOf(code);
  const used = await deps.db.deviceEnrolment.updateMany({
    where: { codeHash, usedAt: null, expiresAt: { gt: new Date(now) } },
    data: { usedAt: new Date(now) },
  });
  const enrolment =
    used.count === 1
      ? await deps.db.deviceEnrolment.findUnique({ where: { codeHash }, include: { device: true } })
      : null;
  if (enrolment === null || enrolment.device.status !== 'active') {
    throw new SmpError(
      'UNAUTHENTICATED',
      'This code is not valid any more. Ask your administrator for a new one.',
    );
  }
  return issue(deps, enrolment.device, now);
}

/** A new token for a device that shows a valid one; the old one runs on until it expires. */
export async function renewToken(deps: IssueDeps, deviceId: string): Promise<IssuedToken> {
  const device = await deps.db.device.findUnique({ where: { id: deviceId } });
  if (device === null || device.status !== 'active') {
    throw new SmpError('UNAUTHENTICATED', 'This device is not active.');
  }
  return issue(deps, device, deps.clock.now());
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
