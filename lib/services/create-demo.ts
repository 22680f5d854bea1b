import type { Pool } from 'pg';
import type { DemoState } from '@/lib/store/import/demo-state';
import { type DemoPlace, insertDemo } from '@/lib/store/import/insert-demo';
import { lockHead, withLedger } from '@/lib/store/ledger/append-leaves';
import { sealAct } from './seal-act';

/**
 * Creates the simulated country in a database that nobody has used yet, all or nothing, with an audit row and its
 * leaf for each device.
 *
 * @param now ms
 * @returns false when the database is in use, and nothing was written
 */
export function createDemo(
  pool: Pool,
  places: readonly DemoPlace[],
  state: DemoState,
  now: number,
): Promise<boolean> {
  return withLedger(pool, async (work) => {
    const { size } = await lockHead(work.client);
    if (!(await insertDemo(work.client, places, state, size, now))) return false;
    for (const { deviceId, market } of places) {
      await sealAct(
        work,
        { kind: 'job', name: 'demo' },
        {
          at: now,
          action: 'device.register',
          subject: `device:${deviceId}`,
          before: null,
          after: {
            market: market.code,
            role: 'operator',
            status: 'active',
            tokenVersion: 1,
            simulated: true,
          },
          requestId: null,
        },
      );
    }
    return true;
  });
}
