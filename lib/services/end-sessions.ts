import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { revokeSessions, type SessionChoice } from '@/lib/store/people/sessions';
import { sealAct } from './seal-act';
import type { SessionRegistry } from './session-registry';

/** Ends sessions; here at once, on other instances within two seconds. @returns how many lived until now */
export async function endSessions(
  deps: { readonly pool: Pool; readonly clock: Clock; readonly sessions: SessionRegistry },
  actor: Actor,
  choice: SessionChoice,
  requestId: string | null,
): Promise<number> {
  const at = deps.clock.now();
  const ended = await withLedger(deps.pool, async (work) => {
    const ids = await revokeSessions(work.client, choice, at);
    for (const id of ids) {
      const subject = `session:${id}`;
      const after = { user: choice.userId, revoked: true };
      await sealAct(work, actor, { at, action: 'session.end', subject, before: null, after, requestId });
    }
    return ids;
  });
  for (const id of ended) deps.sessions.forget(id);
  return ended.length;
}
