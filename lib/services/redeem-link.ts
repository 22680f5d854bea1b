import type { UserActor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { findLink, takeLink } from '@/lib/store/people/links';
import { revokeSessions } from '@/lib/store/people/sessions';
import { lockUser, writePassword } from '@/lib/store/people/users';
import { type PasswordDeps, requireGoodPassword } from './change-password';
import { hashPassword } from './password-hash';
import { hashLink } from './person-link';
import { sealAct } from './seal-act';

/**
 * Chooses a password by link. A password that the policy refuses does not use the link up; of any number of
 * simultaneous attempts exactly one succeeds.
 *
 * @returns the address to sign in with
 * @throws SmpError UNAUTHENTICATED, with the same words whatever is wrong with the link; INVALID for the password
 */
export async function redeemLink(
  deps: PasswordDeps,
  token: string,
  password: string,
  requestId: string | null,
): Promise<string> {
  const at = deps.clock.now();
  const hash = hashLink(token);
  const owner = await findLink(deps.pool, hash, at);
  if (owner === null) throw gone();
  requireGoodPassword(deps.commonPasswords, password, [owner.email, owner.name]);
  const passwordHash = await hashPassword(password);
  await withLedger(deps.pool, async (work) => {
    const taken = await takeLink(work.client, hash, at);
    const held = taken === null ? null : await lockUser(work.client, taken.userId);
    if (taken === null || held === null) throw gone();
    await writePassword(work.client, held.id, passwordHash);
    const ended = await revokeSessions(work.client, { userId: held.id }, at);
    await sealAct(work, selfOf(held), {
      at,
      action: taken.purpose === 'invite' ? 'user.join' : 'user.password',
      subject: `user:${held.id}`,
      before: { mustChange: held.mustChangePassword },
      after: { mustChange: false, byLink: true, endedSessions: ended.length },
      requestId,
    });
  });
  deps.sessions.forgetUser(owner.userId);
  return owner.email;
}

function selfOf(held: {
  readonly id: string;
  readonly role: string;
  readonly marketId: number | null;
  readonly regionId: number | null;
}): UserActor {
  return {
    kind: 'user',
    userId: held.id,
    role: held.role as UserActor['role'],
    marketId: held.marketId,
    regionId: held.regionId,
  };
}

function gone(): SmpError {
  return new SmpError(
    'UNAUTHENTICATED',
    'This link does not work any more. Ask your administrator for a new one.',
  );
}
