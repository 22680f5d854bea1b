import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { type LedgerWork, ledgerWorkOn } from '@/lib/store/ledger/append-leaves';
import { dropFailures, type FailureCount, holdFailures, markTold } from '@/lib/store/people/sign-in-failures';
import { inTransaction } from '@/lib/store/transaction';
import { sealAct } from './seal-act';

const HOUR_MS = 3_600_000;
const WHO = { kind: 'job', name: 'sign-in' } as const;

/** The hour that attempts of now are counted in, by its beginning. */
export const hourOf = (now: number) => now - (now % HOUR_MS);

/**
 * Writes what was counted of failed sign-ins into the audit, sealed: `sign-in.lockout` soon after an account or a
 * network was made to wait, `sign-in.failures` with the number once an hour is over. So the audit grows with the
 * people and networks concerned, and not with the attempts.
 *
 * @returns how many rows were written
 */
export function tellFailedSignIns(deps: { readonly pool: Pool; readonly clock: Clock }): Promise<number> {
  const now = deps.clock.now();
  return inTransaction(deps.pool, async (client) => {
    const work = ledgerWorkOn(client);
    const counts = await holdFailures(client, hourOf(now));
    let told = 0;
    for (const count of counts) {
      const over = count.hour < hourOf(now);
      if (over) await dropFailures(client, count);
      else await markTold(client, count);
      if (count.lockouts > count.toldLockouts) told += await tell(work, count, now, 'sign-in.lockout');
      if (over) told += await tell(work, count, now, 'sign-in.failures');
    }
    return told;
  });
}

async function tell(
  work: LedgerWork,
  count: FailureCount,
  at: number,
  action: 'sign-in.lockout' | 'sign-in.failures',
): Promise<1> {
  const { subject, hour, failures, lockouts, toldLockouts, blockedUntil } = count;
  const until = blockedUntil === null ? null : new Date(blockedUntil).toISOString();
  const after =
    action === 'sign-in.lockout'
      ? { until, lockouts: lockouts - toldLockouts }
      : { hour: new Date(hour).toISOString(), failures, lockouts };
  await sealAct(work, WHO, { at, action, subject, before: null, after, requestId: null });
  return 1;
}
