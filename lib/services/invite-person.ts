import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import type { Catalog } from '@/lib/market/catalog';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { insertUser } from '@/lib/store/people/users';
import { makeLink, type PersonLink } from './person-link';
import { bad, readStanding, requireManages, type StandingInput } from './person-standing';
import { conflict } from './refusals';
import { sealAct } from './seal-act';

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const MAX_EMAIL = 254;

export interface InvitedPerson {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly link: PersonLink;
}

/**
 * Lets a new person in: the account exists at once, and a link lets its bearer choose the password.
 *
 * @throws SmpError INVALID, FORBIDDEN, CONFLICT when the address has an account
 */
export async function invitePerson(
  deps: { readonly pool: Pool; readonly clock: Clock; catalog(): Catalog },
  actor: Actor,
  input: StandingInput & { readonly email: string },
  requestId: string | null,
): Promise<InvitedPerson> {
  const email = input.email.trim().toLowerCase();
  if (!EMAIL.test(email) || email.length > MAX_EMAIL) throw bad('email', 'Write an e-mail address.');
  const standing = readStanding(deps.catalog(), input);
  requireManages(actor, deps.catalog(), standing);
  const at = deps.clock.now();
  const userId = randomUUID();
  const link = await withLedger(deps.pool, async (work) => {
    const fresh = {
      id: userId,
      email,
      passwordHash: '',
      mustChangePassword: false,
      createdAt: at,
      ...standing,
    };
    if (!(await insertUser(work.client, fresh)))
      throw conflict('email', 'email_taken', 'This address has an account already.');
    const made = await makeLink(work.client, userId, 'invite', at);
    await sealAct(work, actor, {
      at,
      action: 'user.invite',
      subject: `user:${userId}`,
      before: null,
      after: { email, ...standing, linkExpires: new Date(made.expiresAt).toISOString() },
      requestId,
    });
    return made;
  });
  return { userId, email, name: standing.name, link };
}
