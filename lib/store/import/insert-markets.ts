import type { Market } from '@/lib/market/market';
import { Prisma } from '../prisma/client';
import type { Db } from '../prisma-client';

/** Registers markets that an import speaks of, with an audit row each, all or none. */
export async function insertImportedMarkets(
  db: Db,
  markets: readonly Omit<Market, 'id'>[],
  source: { readonly runId: string; readonly now: number },
): Promise<void> {
  await db.$transaction([
    db.market.createMany({ data: [...markets] }),
    db.audit.createMany({
      data: markets.map((m) => ({
        at: new Date(source.now),
        actorKind: 'job',
        actorId: 'import',
        action: 'market.create',
        subject: `market:${m.code}`,
        before: Prisma.DbNull,
        after: { name: m.name, region: m.regionId, origin: m.origin, import: source.runId },
      })),
    }),
  ]);
}
