import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { hasPeople, insertFirstAdmin } from '@/lib/store/people/first-admin';
import { hashPassword } from './password-hash';
import { sealAct } from './seal-act';

export interface FirstAdmin {
  readonly email: string;
  /** `null` when the environment set it. */
  readonly password: string | null;
}

/**
 * Makes the first administrator on a database without people, who must change the password at the first
 * sign-in.
 *
 * @returns what to print, once; `null` when there are people already
 */
export async function ensureFirstAdmin(
  deps: { readonly pool: Pool; readonly clock: Clock },
  given: { readonly email: string; readonly password: string | null },
): Promise<FirstAdmin | null> {
  if (await hasPeople(deps.pool)) return null;
  const made = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(given.password ?? made);
  const id = randomUUID();
  return withLedger(deps.pool, async (work) => {
    const person = { id, email: given.email.toLowerCase(), name: 'Administrator', passwordHash };
    if (!(await insertFirstAdmin(work.client, person))) return null;
    await sealAct(
      work,
      { kind: 'job', name: 'first-start' },
      {
        at: deps.clock.now(),
        action: 'user.create',
        subject: `user:${id}`,
        before: null,
        after: { role: 'admin' },
        requestId: null,
      },
    );
    return { email: given.email, password: given.password === null ? made : null };
  });
}
