import type { Pool } from 'pg';
import { type Actor, actorId } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { Catalog } from '@/lib/market/catalog';
import { type LedgerWork, withLedger } from '@/lib/store/ledger/append-leaves';
import { revokeSessions } from '@/lib/store/people/sessions';
import { lockNationalAdmins, lockUser, type UserRow, writeStanding } from '@/lib/store/people/users';
import { readStanding, requireManages, type StandingInput } from './person-standing';
import { conflict } from './refusals';
import { sealAct } from './seal-act';
import type { SessionRegistry } from './session-registry';

export interface ChangePersonDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly sessions: SessionRegistry;
  catalog(): Catalog;
}

/** A new name, role and place, or a door that is shut or opened again. */
export type PersonChange =
  | { readonly kind: 'standing'; readonly to: StandingInput }
  | { readonly kind: 'disable' }
  | { readonly kind: 'enable' };

/**
 * Changes what a person is. It holds from the next request on (two seconds later on other instances); who is
 * disabled loses every session.
 *
 * @throws SmpError INVALID, FORBIDDEN (also for oneself), NOT_FOUND, CONFLICT when nobody would be left who
 * looks after the nation
 */
export async function changePerson(
  deps: ChangePersonDeps,
  actor: Actor,
  userId: string,
  change: PersonChange,
  requestId: string | null,
): Promise<void> {
  const at = deps.clock.now();
  const catalog = deps.catalog();
  if (actorId(actor) === userId)
    throw new SmpError('FORBIDDEN', 'Nobody changes the own role; ask another administrator.');
  await withLedger(deps.pool, async (work) => {
    const nationals = await lockNationalAdmins(work.client);
    const held = await mine(work, actor, catalog, userId);
    const next = nextStanding(catalog, held, change, at);
    requireManages(actor, catalog, next);
    const staysNational =
      next.role === 'admin' && next.marketId === null && next.regionId === null && next.disabledAt === null;
    if (!staysNational && nationals.every((id) => id === userId) && nationals.length > 0)
      throw conflict(
        'role',
        'last_national',
        'Somebody has to look after the nation; make another administrator first.',
      );
    await writeStanding(work.client, userId, next);
    if (next.disabledAt !== null) await revokeSessions(work.client, { userId }, at);
    await sealAct(work, actor, {
      at,
      action: change.kind === 'standing' ? 'user.change' : `user.${change.kind}`,
      subject: `user:${userId}`,
      before: shown(held),
      after: shown(next),
      requestId,
    });
  });
  deps.sessions.forgetUser(userId);
}

/** The person, when the actor manages people where this one stands. */
export async function mine(
  work: Pick<LedgerWork, 'client'>,
  actor: Actor,
  catalog: Catalog,
  userId: string,
): Promise<UserRow> {
  const held = await lockUser(work.client, userId);
  if (held === null) throw new SmpError('NOT_FOUND', 'There is no such person.');
  requireManages(actor, catalog, held);
  return held;
}

function nextStanding(catalog: Catalog, held: UserRow, change: PersonChange, at: number) {
  const disabledAt = held.disabledAt?.getTime() ?? null;
  if (change.kind === 'standing') return { ...readStanding(catalog, change.to), disabledAt };
  const { name, role, marketId, regionId } = held;
  return { name, role, marketId, regionId, disabledAt: change.kind === 'enable' ? null : (disabledAt ?? at) };
}

function shown(
  s: Pick<UserRow, 'name' | 'role' | 'marketId' | 'regionId'> & { disabledAt: Date | number | null },
) {
  const { name, role, marketId, regionId } = s;
  return { name, role, marketId, regionId, disabled: s.disabledAt !== null };
}
