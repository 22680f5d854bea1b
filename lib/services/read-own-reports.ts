import type { Pool } from 'pg';
import type { UserActor } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import type { Clock } from '@/lib/clock';
import type { Catalog } from '@/lib/market/catalog';
import type { CaseState, ReviewRow } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import { readHeldDevices } from '@/lib/store/devices/holders';
import { type OwnPrice, readOwnPrices } from '@/lib/store/review/read-own-prices';
import { readReviewed } from '@/lib/store/review/read-reviewed';
import { isAppealable } from './is-appealable';
import { tellReliability } from './read-reliability';

const PRICES = 30;

/** A phone that somebody reports with, and how its reports stood. */
export interface OwnPhone {
  readonly deviceId: string;
  readonly marketId: number;
  /** ms since 1970. */
  readonly since: number;
  readonly reliability: Awaited<ReturnType<typeof tellReliability>>;
}

/** A price that somebody reported, and what people decided about it. */
export interface OwnReport extends OwnPrice {
  readonly state: CaseState;
  /** What holds now; `null` while no person has decided. */
  readonly decided: Pick<ReviewRow, 'act' | 'reason' | 'correctedPrice'> | null;
  readonly mayAppeal: boolean;
}

/** What somebody who reports prices may know of their own reports. */
export async function readOwnReports(
  deps: { readonly pool: Pool; readonly clock: Clock; catalog(): Catalog },
  actor: UserActor,
): Promise<{ readonly phones: readonly OwnPhone[]; readonly prices: readonly OwnReport[] }> {
  const held = await readHeldDevices(deps.pool, actor.userId);
  const [phones, prices] = await Promise.all([
    Promise.all(held.map(async (one) => ({ ...one, reliability: await tellReliability(deps, one) }))),
    readOwnPrices(deps.pool, actor.userId, deps.clock.now(), PRICES),
  ]);
  return { phones, prices: await withCases(deps, actor, prices) };
}

async function withCases(
  { pool, clock }: { readonly pool: Pool; readonly clock: Clock },
  actor: UserActor,
  prices: readonly OwnPrice[],
): Promise<readonly OwnReport[]> {
  const now = clock.now();
  const rows = await readReviewed(
    pool,
    prices.map(({ id }) => id),
  );
  return prices.flatMap((price) => {
    const row = rows.get(price.id);
    if (row === undefined) return [];
    const at = caseOf(row, now);
    const mayAppeal = may(actor, 'appeal decisions', row) && isAppealable(actor, row, at, now);
    return { ...price, state: at.state, decided: at.decided, mayAppeal };
  });
}
