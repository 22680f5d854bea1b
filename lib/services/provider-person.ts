import type { Pool } from 'pg';
import { isRole, type UserActor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { matchProvider, writeProviderLink } from '@/lib/store/people/provider-links';
import { sealAct } from './seal-act';

/** What an OpenID Connect provider vouched for. */
export interface ProviderClaims {
  readonly issuer: string;
  readonly subject: string;
  /** Only when the provider says that it was verified. */
  readonly verifiedEmail: string | null;
}

/**
 * Who comes in by another provider: nobody but people who have an account here. The first time they are known
 * by their verified address, from then on by the provider's own name for them, whatever becomes of the address.
 *
 * @returns `null` for anybody else
 */
export async function personAtProvider(
  deps: { readonly pool: Pool; readonly clock: Clock },
  claims: ProviderClaims,
  requestId: string | null,
): Promise<UserActor | null> {
  const { issuer, subject } = claims;
  const email = claims.verifiedEmail?.trim().toLowerCase() ?? null;
  const at = deps.clock.now();
  return withLedger(deps.pool, async (work) => {
    const found = await matchProvider(work.client, { issuer, subject, email });
    if (found === null || !isRole(found.role)) return null;
    const { id: userId, role, marketId, regionId } = found;
    const actor: UserActor = { kind: 'user', userId, role, marketId, regionId };
    if (found.linked) return actor;
    await writeProviderLink(work.client, userId, issuer, subject);
    await sealAct(work, actor, {
      at,
      action: 'user.link',
      subject: `user:${userId}`,
      before: null,
      after: { issuer, subject },
      requestId,
    });
    return actor;
  });
}
