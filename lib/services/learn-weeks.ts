import type { Pool } from 'pg';
import { fitWeekModel } from '@/lib/impact/fit-week-model';
import type { WorldTables } from '@/lib/impact/world-tables';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import { insertFit, readBasis, readNewestFit } from '@/lib/store/impact/impact-fits';
import { readWeekEnds } from '@/lib/store/impact/week-ends';
import { whenLockIsFree } from '@/lib/store/import/advisory-lock';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import { readKnownWorld } from './read-known-world';

/** What is to be learnt, as plain data that can be sent to where it is done. */
export interface LearnOrder {
  /** ISO date of the day whose prices are weighed by it. */
  readonly today: string;
  /** ms since 1970. */
  readonly now: number;
  readonly commodities: readonly number[];
  readonly regions: WorldTables['regions'];
}

/** Five years. */
const WEEKS = 260;
/** With fewer weeks than these it is not worth asking. */
const WORTH_WEEKS = 17;

/** Whether there is a new day, or something else to learn from. */
export async function isLearningDue(pool: Pool, today: string): Promise<boolean> {
  const newest = await readNewestFit(pool);
  return newest === null || newest.day !== today || newest.basis !== (await readBasis(pool));
}

/**
 * Reads, learns and stores what moves prices, unless it is learnt already or another instance is at it. Keeps its
 * thread busy for long stretches: not for one that takes prices in.
 *
 * @returns how many commodities were learnt
 */
export async function learnWeeks(pool: Pool, order: LearnOrder): Promise<number> {
  let learnt = 0;
  await whenLockIsFree(pool, LOCK_KEYS.impact, async () => {
    if (await isLearningDue(pool, order.today)) learnt = await learn(pool, order);
  });
  return learnt;
}

async function learn(pool: Pool, { today, now, commodities, regions }: LearnOrder): Promise<number> {
  const day = isoToDay(today);
  // First, so that what changes meanwhile is learnt the next time.
  const basis = await readBasis(pool);
  const world = await readKnownWorld(pool, regions, day, 7 * WEEKS);
  const bodies = new Map<number, string>();
  for (const commodityId of commodities) {
    const series = await readWeekEnds(pool, commodityId, dayToIso(day - 7), WEEKS);
    if (!series.some((s) => s.prices.filter((p) => p !== null).length >= WORTH_WEEKS)) continue;
    const events = world.events.filter((e) => e.commodityId === null || e.commodityId === commodityId);
    const model = fitWeekModel({ day, series, tables: world.tables, events });
    if (model !== null) bodies.set(commodityId, JSON.stringify(model));
  }
  await insertFit(pool, { day: today, basis, madeAt: now }, bodies);
  return bodies.size;
}
