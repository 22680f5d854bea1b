import type { Role, UserActor } from '@/lib/auth/actor';
import { createClock } from '@/lib/clock';
import { buildCatalog, type Catalog } from '@/lib/market/catalog';
import type { MasterDeps } from '@/lib/services/change-master-data';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import type { OpenDatabase } from './open-database';

/** What the verbs about master data need, on a database of a suite's own. */
export async function masterDeps(database: OpenDatabase): Promise<MasterDeps & { reloads(): number }> {
  let catalog: Catalog = await database.catalog();
  let reloads = 0;
  return {
    pool: database.pool,
    clock: createClock(null),
    catalog: () => catalog,
    async reloadCatalog() {
      reloads += 1;
      catalog = buildCatalog(await readCatalog(database.db));
    },
    reloads: () => reloads,
  };
}

/** Somebody of a role, who looks after the nation unless a place is given. */
export function actorOf(role: Role, place: { marketId?: number; regionId?: number } = {}): UserActor {
  const userId = '00000000-0000-4000-8000-000000000001';
  return { kind: 'user', userId, role, marketId: place.marketId ?? null, regionId: place.regionId ?? null };
}

/** What a verb answers to input that it cannot take: `field: code` of each fault, another error's code, or `done`. */
export async function refusalOf(work: Promise<unknown>): Promise<string | readonly string[]> {
  try {
    await work;
  } catch (error) {
    const { code, errors } = error as { code: string; errors: { field: string; code: string }[] };
    return code === 'INVALID' ? errors.map((e) => `${e.field}: ${e.code}`) : code;
  }
  return 'done';
}
