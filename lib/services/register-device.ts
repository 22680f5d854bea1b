import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Actor, actorId } from '@/lib/auth/actor';
import type { DeviceTokens } from '@/lib/auth/device-token';
import { canRegisterDevices } from '@/lib/auth/permissions';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { Catalog } from '@/lib/market/catalog';
import { lockDevice } from '@/lib/store/devices/lock-device';
import { appendAudit } from '@/lib/store/people/append-audit';
import type { Db } from '@/lib/store/prisma-client';

export const TOKEN_DAYS = 365;
const ENROLMENT_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const DEVICE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export interface RegisterInput {
  readonly marketCode: string;
  readonly deviceId: string;
  readonly role: string;
  readonly simulated?: boolean;
}

export interface RegisteredDevice {
  readonly token: string;
  readonly expiresAt: number;
  /** One-time, valid for ten minutes; only its hash is kept. */
  readonly enrolmentCode: string;
  readonly enrolmentExpiresAt: number;
}

export interface RegisterDeps {
  readonly db: Db;
  readonly clock: Clock;
  catalog(): Catalog;
  readonly deviceTokens: DeviceTokens;
}

/**
 * Registers a device at a market and gives it a token and a one-time code. Registering the same device at
 * the same market again makes its earlier tokens worthless and gives new ones.
 *
 * @throws SmpError INVALID, FORBIDDEN, CONFLICT when the device stands in another market
 */
export async function registerDevice(
  deps: RegisterDeps,
  actor: Actor,
  input: RegisterInput,
): Promise<RegisteredDevice> {
  const market = deps.catalog().marketByCode.get(input.marketCode);
  if (market === undefined)
    throw bad('market_id', `There is no market "${input.marketCode}"; register the market first.`);
  if (!DEVICE_ID.test(input.deviceId))
    throw bad('device_id', 'Use 1 to 64 letters, digits, dots, dashes or underscores.');
  if (!canRegisterDevices(actor, { marketId: market.id, regionId: market.regionId })) {
    throw new SmpError('FORBIDDEN', 'Only an administrator of this market may register devices for it.');
  }
  const now = deps.clock.now();
  const code = randomBytes(20).toString('base64url');
  const enrolmentExpiresAt = now + ENROLMENT_MS;
  const version = await deps.db.$transaction(async (tx) => {
    await lockDevice(tx, input.deviceId);
    const held = await tx.device.findUnique({ where: { id: input.deviceId } });
    if (held !== null && held.marketId !== market.id) {
      throw new SmpError('CONFLICT', `Device ${input.deviceId} is registered at another market.`);
    }
    const tokenVersion = (held?.tokenVersion ?? 0) + 1;
    const facts = { role: input.role, status: 'active', tokenVersion, changedAt: new Date(now) };
    await tx.device.upsert({
      where: { id: input.deviceId },
      create: { id: input.deviceId, marketId: market.id, simulated: input.simulated ?? false, ...facts },
      update: facts,
    });
    await tx.deviceEnrolment.create({
      data: { codeHash: hashOf(code), deviceId: input.deviceId, expiresAt: new Date(enrolmentExpiresAt) },
    });
    await appendAudit(tx, {
      at: now,
      actorKind: actor.kind,
      actorId: actorId(actor),
      action: 'device.register',
      subject: `device:${input.deviceId}`,
      before: held === null ? null : { status: held.status, tokenVersion: held.tokenVersion },
      after: { market: market.code, role: input.role, status: 'active', tokenVersion },
      requestId: null,
    });
    return tokenVersion;
  });
  const expiresAt = now + TOKEN_DAYS * DAY_MS;
  const token = deps.deviceTokens.issue(
    { deviceId: input.deviceId, version, tokenId: randomUUID(), expiresAt },
    now,
  );
  return { token, expiresAt, enrolmentCode: code, enrolmentExpiresAt };
}

/** What is kept of a one-time code. */
export function hashOf(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(code).digest());
}

function bad(field: string, message: string): SmpError {
  return new SmpError('INVALID', message, { errors: [{ field, code: `bad_${field}`, message }] });
}
