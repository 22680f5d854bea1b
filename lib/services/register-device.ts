import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import type { DeviceTokens } from '@/lib/auth/device-token';
import { canRegisterDevices } from '@/lib/auth/permissions';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { Catalog } from '@/lib/market/catalog';
import { isClosedAt } from '@/lib/market/closing';
import type { Market } from '@/lib/market/market';
import { replaceCode } from '@/lib/store/devices/change-device';
import { holdForRegistration, writeRegistration } from '@/lib/store/devices/write-registration';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { handWithin } from './hand-device';
import { sealAct } from './seal-act';

export const TOKEN_DAYS = 365;
const CODE_MINUTES = 10;
const DAY_MS = 86_400_000;
const DEVICE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export interface RegisterInput {
  readonly marketCode: string;
  readonly deviceId: string;
  readonly role: string;
  readonly simulated?: boolean;
  /** It gets no token before it redeems its code; without, it is active at once. */
  readonly pending?: boolean;
  readonly group?: string | null;
  /** Address of the person who reports with it; absent: as it was. */
  readonly person?: string | null;
  /** How long the code holds, ten minutes when absent. */
  readonly codeMinutes?: number;
}

export interface RegisteredDevice {
  readonly token: string;
  readonly expiresAt: number;
  /** One-time and short-lived; only its hash is kept. */
  readonly enrolmentCode: string;
  readonly enrolmentExpiresAt: number;
}

export interface RegisterDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
  readonly deviceTokens: DeviceTokens;
}

/**
 * Registers a device at a market and gives it a token and a one-time code. Registering the same device at
 * the same market again makes its earlier tokens and codes worthless and gives new ones.
 *
 * @throws SmpError INVALID, also for a market that has closed, FORBIDDEN, CONFLICT when the device stands in another market or is retired
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
  if (isClosedAt(deps.catalog(), market, now)) throw closed(market);
  const code = randomBytes(20).toString('base64url');
  const enrolmentExpiresAt = now + (input.codeMinutes ?? CODE_MINUTES) * 60_000;
  const version = await withLedger(deps.pool, async (work) => {
    const held = await holdForRegistration(work.client, input.deviceId);
    if (held !== null && held.marketId !== market.id) {
      throw new SmpError('CONFLICT', `Device ${input.deviceId} is registered at another market.`);
    }
    if (held?.state === 'retired') {
      throw new SmpError('CONFLICT', `Device ${input.deviceId} is retired; give the new one another id.`);
    }
    const status = input.pending ? 'pending' : 'active';
    const { deviceId, role, simulated = false, group } = input;
    const tokenVersion = (held?.tokenVersion ?? 0) + 1;
    const row = { deviceId, marketId: market.id, role, status, simulated, tokenVersion, group } as const;
    await writeRegistration(work.client, row, now);
    await replaceCode(work.client, deviceId, hashOf(code), enrolmentExpiresAt, false);
    if (input.person !== undefined) {
      const placed = { deviceId, marketId: market.id, regionId: market.regionId };
      await handWithin(deps, work, actor, placed, input.person, null);
    }
    await sealAct(work, actor, {
      at: now,
      action: 'device.register',
      subject: `device:${deviceId}`,
      before: held === null ? null : { status: held.state, tokenVersion: held.tokenVersion },
      after: { market: market.code, role, status, tokenVersion },
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

function closed({ code, closedOn }: Market): SmpError {
  const message = `Market "${code}" closed for good on ${closedOn}; choose another one, or reopen it first.`;
  return new SmpError('INVALID', message, {
    errors: [{ field: 'market_id', code: 'market_closed', message }],
  });
}

function bad(field: string, message: string): SmpError {
  return new SmpError('INVALID', message, { errors: [{ field, code: `bad_${field}`, message }] });
}
