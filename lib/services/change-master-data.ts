import type { Pool, PoolClient } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { may, type Place } from '@/lib/auth/may';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { Catalog } from '@/lib/market/catalog';
import { raiseCatalogVersion } from '@/lib/store/catalog/catalog-version';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { type Act, sealAct } from './seal-act';

export interface MasterDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
  /** Reads names and limits again; other instances do it within seconds. */
  reloadCatalog(): Promise<void>;
}

type Change = Pick<Act, 'action' | 'subject' | 'before' | 'after'>;

/** The nation: what only those may change who look after all of it. */
export const NATION: Place = {};

/** @throws SmpError FORBIDDEN */
export function requireMaster(actor: Actor, place: Place): void {
  if (!may(actor, 'change master data', place))
    throw new SmpError('FORBIDDEN', 'Only an administrator who looks after this place may change it.');
}

/**
 * Changes names, places or limits: one at a time, all or nothing, with an audit row and its leaf. It holds here at
 * once and on other instances within seconds.
 *
 * @param change what is written and what the audit says of it; nothing else changes the catalogue meanwhile
 * @throws SmpError FORBIDDEN, and whatever `change` throws
 */
export async function changeMasterData(
  deps: MasterDeps,
  actor: Actor,
  place: Place,
  requestId: string | null,
  change: (client: PoolClient) => Promise<Change>,
): Promise<void> {
  requireMaster(actor, place);
  const at = deps.clock.now();
  await withLedger(deps.pool, async (work) => {
    await raiseCatalogVersion(work.client);
    await sealAct(work, actor, { at, requestId, ...(await change(work.client)) });
  });
  await deps.reloadCatalog();
}
