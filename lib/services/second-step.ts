import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { SignedIn } from '@/lib/auth/signed-in';
import { totpAddress, totpStep } from '@/lib/auth/totp';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { takeRecoveryCode, takeTotpStep, writeProposedTotp, writeTotp } from '@/lib/store/people/second-step';
import { lockUser } from '@/lib/store/people/users';
import type { Db } from '@/lib/store/prisma-client';
import { checkPassword } from './password-hash';
import { conflict } from './refusals';
import { sealAct } from './seal-act';
import { open, seal } from './secret-box';

export interface SecondStepDeps {
  readonly pool: Pool;
  readonly db: Db;
  readonly clock: Clock;
  /** What the secret is encrypted with. */
  readonly sessionSecret: string;
}

const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;

/** Makes a secret for an authenticator app; it is not in use before `confirmSecondStep`. */
export async function proposeSecondStep(
  deps: SecondStepDeps,
  person: SignedIn,
): Promise<{ readonly uri: string; readonly typed: string }> {
  const { userId } = person.actor;
  const secret = new Uint8Array(randomBytes(SECRET_BYTES));
  const kept = await writeProposedTotp(deps.pool, userId, seal(deps.sessionSecret, userId, secret));
  if (!kept) throw conflict('code', 'second_step_on', 'The second step is on already; switch it off first.');
  return totpAddress(secret, person.email);
}

/**
 * Switches the second step on, once a code shows that the app holds the secret.
 *
 * @returns ten recovery codes, to be shown once
 * @throws SmpError INVALID for a wrong code, CONFLICT when there is no secret to confirm
 */
export async function confirmSecondStep(
  deps: SecondStepDeps,
  person: SignedIn,
  code: string,
  requestId: string | null,
): Promise<readonly string[]> {
  const at = deps.clock.now();
  const { userId } = person.actor;
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await withLedger(deps.pool, async (work) => {
    const held = await lockUser(work.client, userId);
    if (held?.totpSecret == null || held.totpConfirmedAt !== null)
      throw conflict('code', 'no_second_step', 'There is no second step to confirm; begin again.');
    const step = totpStep(open(deps.sessionSecret, userId, held.totpSecret), code, at);
    if (step === null) throw wrong('code', 'This code is not right. Check the time of your phone.');
    await writeTotp(work.client, userId, { secret: held.totpSecret, step, at }, codes.map(hashRecoveryCode));
    await sealAct(work, person.actor, {
      at,
      action: 'user.totp',
      subject: `user:${userId}`,
      before: { secondStep: false },
      after: { secondStep: true },
      requestId,
    });
  });
  return codes;
}

/** Switches the second step off; the password proves that it is the person. @throws SmpError INVALID */
export async function removeSecondStep(
  deps: SecondStepDeps,
  person: SignedIn,
  password: string,
  requestId: string | null,
): Promise<void> {
  const at = deps.clock.now();
  const { userId } = person.actor;
  await withLedger(deps.pool, async (work) => {
    const held = await lockUser(work.client, userId);
    if (held === null || !(await checkPassword(held.passwordHash, password)))
      throw wrong('password', 'The password is not right.');
    await writeTotp(work.client, userId, null, []);
    await sealAct(work, person.actor, {
      at,
      action: 'user.totp',
      subject: `user:${userId}`,
      before: { secondStep: held.totpConfirmedAt !== null },
      after: { secondStep: false },
      requestId,
    });
  });
}

/** Whether a code is one of the app, not used before, or a recovery code, not used before. */
export async function passesSecondStep(
  deps: SecondStepDeps,
  user: { readonly id: string; readonly totpSecret: Uint8Array },
  code: string,
): Promise<boolean> {
  const now = deps.clock.now();
  const step = totpStep(open(deps.sessionSecret, user.id, user.totpSecret), code, now);
  if (step !== null) return takeTotpStep(deps.pool, user.id, step);
  return takeRecoveryCode(deps.pool, user.id, hashRecoveryCode(code), now);
}

/** `ABCDE-FGHJK`: 50 random bits, without signs that look alike. */
function newRecoveryCode(): string {
  const signs = [...randomBytes(10)].map((byte) => 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'[byte % 32]);
  return `${signs.slice(0, 5).join('')}-${signs.slice(5).join('')}`;
}

function hashRecoveryCode(code: string): Uint8Array<ArrayBuffer> {
  const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return new Uint8Array(createHash('sha256').update(`smp recovery ${plain}`).digest());
}

function wrong(field: string, message: string): SmpError {
  return new SmpError('INVALID', message, { errors: [{ field, code: 'wrong', message }] });
}
