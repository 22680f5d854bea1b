import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { AuditAction } from '@/lib/market/audit-action';
import {
  type CertificateRow,
  endCertificate,
  holdCertificates,
  insertCertificate,
} from '@/lib/store/devices/certificates';
import { holdDevice } from '@/lib/store/devices/change-device';
import { type LedgerWork, withLedger } from '@/lib/store/ledger/append-leaves';
import { heldFor } from './move-device';
import { sealAct } from './seal-act';

interface Deps {
  readonly pool: Pool;
  readonly clock: Clock;
}

/** Writes down a client certificate that was made, so that it can be found and revoked. */
export async function recordCertificate(deps: Deps, actor: Actor, row: CertificateRow): Promise<void> {
  await withLedger(deps.pool, async (work) => {
    await insertCertificate(work.client, row);
    await seal(work, deps, actor, 'device.certificate', row, null);
  });
}

/**
 * Revokes certificates by fingerprint or serial number, or all of a device. They are refused within five
 * seconds, on new connections and on open ones.
 *
 * @returns those that were revoked by this call
 * @throws SmpError NOT_FOUND when nothing is known by that name
 */
export async function revokeCertificates(
  deps: Deps,
  actor: Actor,
  which: { readonly deviceId: string } | { readonly name: string },
): Promise<readonly CertificateRow[]> {
  return withLedger(deps.pool, async (work) => {
    const found = await holdCertificates(work.client, which);
    if (found.length === 0) throw new SmpError('NOT_FOUND', 'No certificate is known by that name.');
    const fresh = found.filter((row) => row.revokedAt === null);
    const now = deps.clock.now();
    for (const row of fresh) await endCertificate(work.client, row.fingerprint, now);
    for (const row of fresh) {
      await seal(work, deps, actor, 'device.certificate.revoke', row, { revoked: false });
    }
    return fresh;
  });
}

/**
 * Revokes one certificate of a device that somebody looks after; one that was revoked before stays so.
 *
 * @throws SmpError NOT_FOUND, FORBIDDEN
 */
export function revokeDeviceCertificate(
  deps: Deps,
  actor: Actor,
  { deviceId, fingerprint }: { readonly deviceId: string; readonly fingerprint: string },
): Promise<void> {
  return withLedger(deps.pool, async (work) => {
    heldFor(actor, await holdDevice(work.client, deviceId), deviceId);
    const found = await holdCertificates(work.client, { name: fingerprint });
    const row = found.find((one) => one.fingerprint === fingerprint && one.deviceId === deviceId);
    if (row === undefined) throw new SmpError('NOT_FOUND', 'This device has no such certificate.');
    if (row.revokedAt !== null) return;
    await endCertificate(work.client, row.fingerprint, deps.clock.now());
    await seal(work, deps, actor, 'device.certificate.revoke', row, { revoked: false });
  });
}

function seal(
  work: LedgerWork,
  deps: Deps,
  actor: Actor,
  action: AuditAction,
  { deviceId, fingerprint, serial }: CertificateRow,
  before: object | null,
): Promise<void> {
  return sealAct(work, actor, {
    at: deps.clock.now(),
    action,
    subject: `device:${deviceId}`,
    before,
    after: { fingerprint, serial, ...(before === null ? {} : { revoked: true }) },
    requestId: null,
  });
}
