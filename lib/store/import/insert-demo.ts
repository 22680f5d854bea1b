import type { Market } from '@/lib/market/market';
import { Prisma } from '../prisma/client';
import type { Db } from '../prisma-client';
import { type DemoState, writeDemoState } from './demo-state';

/** A simulated market with its one device. */
export interface DemoPlace {
  readonly market: Omit<Market, 'id'>;
  readonly deviceId: string;
}

/**
 * Creates a simulated country in a database that nobody has used yet, all or nothing: markets, devices, an
 * audit row each, and the note that this is a demo.
 *
 * @returns false when the database is in use, and nothing was written
 */
export async function insertDemo(
  db: Db,
  places: readonly DemoPlace[],
  state: DemoState,
  now: number,
): Promise<boolean> {
  const at = new Date(now);
  return db.$transaction(async (tx) => {
    if (!(await isUnused(tx))) return false;
    const markets = await tx.market.createManyAndReturn({ data: places.map((p) => p.market) });
    const idOf = new Map(markets.map((m) => [m.code, m.id]));
    const devices = places.map(({ deviceId, market }) => ({
      id: deviceId,
      marketId: idOf.get(market.code) ?? 0,
      role: 'operator',
      status: 'active',
      simulated: true,
      changedAt: at,
    }));
    await tx.device.createMany({ data: devices });
    await tx.audit.createMany({
      data: places.map(({ deviceId, market }) => ({
        at,
        actorKind: 'job',
        actorId: 'demo',
        action: 'device.register',
        subject: `device:${deviceId}`,
        before: Prisma.DbNull,
        after: { market: market.code, role: 'operator', status: 'active', tokenVersion: 1, simulated: true },
      })),
    });
    await writeDemoState(tx, state);
    return true;
  });
}

/** Unused: nothing was ever sealed, and nobody registered a market or a device. */
async function isUnused(db: Pick<Db, 'ledgerHead' | 'market' | 'device'>): Promise<boolean> {
  const head = await db.ledgerHead.findUnique({ where: { id: 1 } });
  const markets = await db.market.count({ where: { origin: { not: 'example' } } });
  const devices = await db.device.count();
  return head?.size === 0n && markets === 0 && devices === 0;
}
