import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { covers, may } from '@/lib/auth/may';
import type { Clock } from '@/lib/clock';
import type { Catalog } from '@/lib/market/catalog';
import { WAITING_STATES } from '@/lib/market/review';
import { countQueue } from '@/lib/store/review/read-queue';
import type { AlertFeed } from './alert-feed';

/** What waits in the places that somebody looks after; `null` where the role sees nothing of it. */
export interface Waiting {
  /** Held prices, and when the time of the first is over, ms. */
  readonly held: { readonly count: number; readonly firstDueAt: number | null } | null;
  /** Open alerts about prices and by officials, and the number of the last change of any. */
  readonly alerts: { readonly open: number; readonly critical: number; readonly seq: number } | null;
  readonly silentDevices: number | null;
}

/** For the page where a signed-in person begins. */
export async function readWaiting(
  deps: {
    readonly pool: Pool;
    readonly clock: Clock;
    readonly alerts: Pick<AlertFeed, 'openToOfficials'>;
    catalog(): Catalog;
  },
  actor: Actor,
): Promise<Waiting> {
  const { marketByCode } = deps.catalog();
  const { alerts, seq } = deps.alerts.openToOfficials();
  const own = alerts.filter((alert) =>
    covers(actor, {
      regionId: alert.region_id,
      marketId: alert.market_id === null ? null : (marketByCode.get(alert.market_id)?.id ?? null),
    }),
  );
  const others = own.filter((alert) => alert.kind !== 'device');
  return {
    held: may(actor, 'see held prices') ? await countHeld(deps, actor) : null,
    alerts: may(actor, 'see alerts')
      ? { open: others.length, critical: others.filter((alert) => alert.level === 'critical').length, seq }
      : null,
    silentDevices: may(actor, 'see devices') ? own.length - others.length : null,
  };
}

function countHeld({ pool, clock }: { readonly pool: Pool; readonly clock: Clock }, actor: Actor) {
  const { regionId, marketId } = actor.kind === 'user' ? actor : { regionId: null, marketId: null };
  return countQueue(
    pool,
    {
      states: WAITING_STATES,
      regionId,
      marketId,
      commodityId: null,
      lane: null,
      flag: null,
      receivedBefore: null,
    },
    clock.now(),
  );
}
