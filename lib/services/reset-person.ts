import type { Actor } from '@/lib/auth/actor';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { writeTotp } from '@/lib/store/people/second-step';
import { revokeSessions } from '@/lib/store/people/sessions';
import { type ChangePersonDeps, mine } from './change-person';
import type { InvitedPerson } from './invite-person';
import { makeLink } from './person-link';
import { conflict } from './refusals';
import { sealAct } from './seal-act';

/**
 * Makes a link by which a person chooses a new password. Every session ends; the old password works until the
 * link is used, and the second step goes only when asked for.
 *
 * @throws SmpError FORBIDDEN, NOT_FOUND, CONFLICT for a disabled person
 */
export async function resetPerson(
  deps: ChangePersonDeps,
  actor: Actor,
  userId: string,
  options: { readonly secondStep: boolean },
  requestId: string | null,
): Promise<InvitedPerson> {
  const at = deps.clock.now();
  const made = await withLedger(deps.pool, async (work) => {
    const held = await mine(work, actor, deps.catalog(), userId);
    if (held.disabledAt !== null) throw conflict('person', 'shut_out', 'Let this person in again first.');
    const link = await makeLink(work.client, userId, held.passwordHash === '' ? 'invite' : 'reset', at);
    const ended = await revokeSessions(work.client, { userId }, at);
    if (options.secondStep) await writeTotp(work.client, userId, null, []);
    await sealAct(work, actor, {
      at,
      action: 'user.reset',
      subject: `user:${userId}`,
      before: { secondStep: held.totpConfirmedAt !== null },
      after: {
        secondStep: held.totpConfirmedAt !== null && !options.secondStep,
        endedSessions: ended.length,
        linkExpires: new Date(link.expiresAt).toISOString(),
      },
      requestId,
    });
    return { userId, email: held.email, name: held.name, link };
  });
  deps.sessions.forgetUser(userId);
  return made;
}
