import type { Pool } from 'pg';
import type { UserActor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import type { Catalog } from '@/lib/market/catalog';
import { readHeldDevices } from '@/lib/store/devices/holders';
import { type OwnPrice, readOwnPrices } from '@/lib/store/review/read-own-prices';
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

/** What somebody who reports prices may know of their own reports. */
export async function readOwnReports(
  deps: { readonly pool: Pool; readonly clock: Clock; catalog(): Catalog },
  actor: UserActor,
): Promise<{ readonly phones: readonly OwnPhone[]; readonly prices: readonly OwnPrice[] }> {
  const held = await readHeldDevices(deps.pool, actor.userId);
  const [phones, prices] = await Promise.all([
    Promise.all(held.map(async (one) => ({ ...one, reliability: await tellReliability(deps, one) }))),
    readOwnPrices(deps.pool, actor.userId, deps.clock.now(), PRICES),
  ]);
  return { phones, prices };
}
