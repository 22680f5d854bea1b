import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { covers } from '@/lib/auth/may';
import type { Catalog } from '@/lib/market/catalog';
import { type PersonLine, readPeople } from '@/lib/store/people/read-people';

/** The people that somebody looks after. */
export async function listPeople(
  deps: { readonly pool: Pool; catalog(): Catalog },
  actor: Actor,
): Promise<readonly PersonLine[]> {
  const { markets } = deps.catalog();
  const people = await readPeople(deps.pool);
  return people.filter(({ marketId, regionId }) =>
    covers(actor, {
      marketId,
      regionId: marketId === null ? regionId : (markets.get(marketId)?.regionId ?? null),
    }),
  );
}
