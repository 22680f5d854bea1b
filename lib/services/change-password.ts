import type { Pool } from 'pg';
import { MAX_PASSWORD, MIN_PASSWORD, type PasswordFault, passwordFault } from '@/lib/auth/password-policy';
import type { SignedIn } from '@/lib/auth/signed-in';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { revokeSessions } from '@/lib/store/people/sessions';
import { lockUser, writePassword } from '@/lib/store/people/users';
import { checkPassword, hashPassword } from './password-hash';
import { sealAct } from './seal-act';
import type { SessionRegistry } from './session-registry';

export interface PasswordDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly sessions: SessionRegistry;
  readonly commonPasswords: ReadonlySet<string>;
}

/**
 * A person changes the own password. Every other session of theirs ends, since whoever knew the old password
 * may be in one of them.
 *
 * @throws SmpError INVALID for a wrong current password or one that the policy refuses
 */
export async function changePassword(
  deps: PasswordDeps,
  person: SignedIn,
  input: { readonly current: string; readonly next: string },
  requestId: string | null,
): Promise<void> {
  const at = deps.clock.now();
  const { userId } = person.actor;
  requireGoodPassword(deps.commonPasswords, input.next, [person.email, person.name]);
  if (input.current === input.next)
    throw refused('next', 'same', 'Choose a password that differs from the present one.');
  const passwordHash = await hashPassword(input.next);
  await withLedger(deps.pool, async (work) => {
    const held = await lockUser(work.client, userId);
    if (held === null || !(await checkPassword(held.passwordHash, input.current)))
      throw refused('current', 'wrong', 'The present password is not right.');
    await writePassword(work.client, userId, passwordHash);
    const ended = await revokeSessions(work.client, { userId, except: person.sessionId }, at);
    await sealAct(work, person.actor, {
      at,
      action: 'user.password',
      subject: `user:${userId}`,
      before: { mustChange: held.mustChangePassword },
      after: { mustChange: false, endedSessions: ended.length },
      requestId,
    });
  });
  deps.sessions.forgetUser(userId);
}

const WORDS: Readonly<Record<PasswordFault, string>> = {
  short: `Use ${MIN_PASSWORD} characters or more; a sentence is easiest to remember.`,
  long: `Use at most ${MAX_PASSWORD} characters.`,
  common: 'This password is on the list of those that are tried first. Choose another one.',
  simple: 'This password has too few different characters, or they follow each other.',
  personal: 'This password is made of the name or the address. Choose another one.',
};

/** @throws SmpError INVALID, with the fault as code, at the field `next` as forms call it */
export function requireGoodPassword(
  common: ReadonlySet<string>,
  password: string,
  personal: readonly string[],
): void {
  const fault = passwordFault(password, common, personal);
  if (fault !== null) throw refused('next', fault, WORDS[fault]);
}

function refused(field: string, code: string, message: string): SmpError {
  return new SmpError('INVALID', message, { errors: [{ field, code, message }] });
}
