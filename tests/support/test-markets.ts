import type { Db } from '@/lib/store/prisma-client';

/** Adds a registered market for each province number, `TEST-0` and so on. @returns their ids */
export async function addMarketsIn(
  db: Pick<Db, 'market'>,
  regions: readonly number[],
): Promise<readonly number[]> {
  const rows = await db.market.createManyAndReturn({
    data: regions.map((regionId, i) => ({
      regionId,
      code: `TEST-${i}`,
      name: `Pasar ${i}`,
      city: 'X',
      latitude: 0,
      longitude: 0,
      origin: 'registered',
    })),
  });
  return rows.map((row) => row.id);
}
