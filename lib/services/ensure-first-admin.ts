import { randomBytes, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Clock } from '@/lib/clock';
import { appendAudit } from '@/lib/store/people/append-audit';
import type { Db } from '@/lib/store/prisma-client';

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
  deps: { readonly db: Db; readonly clock: Clock },
  given: { readonly email: string; readonly password: string | null },
): Promise<FirstAdmin | null> {
  if ((await deps.db.user.count()) > 0) return null;
  const made = randomBytes(12).toString('base64url');
  const passwordHash = await hash(given.password ?? made);
  const id = randomUUID();
  return deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(5060710)`;
    if ((await tx.user.count()) > 0) return null;
    await tx.user.create({
      data: { id, email: given.email, name: 'Administrator', passwordHash, role: 'admin' },
    });
    await appendAudit(tx, {
      at: deps.clock.now(),
      actorKind: 'job',
      actorId: 'first-start',
      action: 'user.create',
      subject: `user:${id}`,
      before: null,
      after: { role: 'admin' },
      requestId: null,
    });
    return { email: given.email, password: given.password === null ? made : null };
  });
}
