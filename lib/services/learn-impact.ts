import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import type { WeekTask } from '@/lib/impact/fit-week-model';
import { createLiveWeeks } from '@/lib/impact/live-weeks';
import { adoptWeeks } from '@/lib/impact/memory';
import { weekModel } from '@/lib/impact/week-model';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { insertFit, readBasis, readLearnt, readModel, readNewestFit } from '@/lib/store/impact/impact-fits';
import { readWeekEnds } from '@/lib/store/impact/week-ends';
import { WORK_LOCKS, whenLockIsFree } from '@/lib/store/import/advisory-lock';
import { publicationDay } from './board-facts';
import { readKnownWorld } from './read-known-world';
import type { RiverMemory } from './river-memory';

export interface LearnImpactDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
  readonly memory: RiverMemory;
}

/** Fits one commodity somewhere else than in this thread. @returns the model as JSON text, `null` when too little is known */
export type FitElsewhere = (task: WeekTask) => Promise<string | null>;

/** Five years. */
const WEEKS = 260;
/** With fewer weeks than these it is not worth asking. */
const WORTH_WEEKS = 17;
/** The form of the models; with the number of the learning it names what weighed a price. */
const FORM = 'weeks/1';

/** Takes up the newest learning that is stored, unless it is at work already. */
export async function adoptNewestFit({ pool, memory }: LearnImpactDeps): Promise<void> {
  const newest = await readNewestFit(pool);
  if (newest === null || newest.id === memory.impact.fit) return;
  const learnt = await readLearnt(pool, newest.id);
  // One by one, so that prices that come in meanwhile need not wait for all of them.
  for (const commodityId of learnt) {
    const model = weekModel.parse(await readModel(pool, newest.id, commodityId));
    adoptWeeks(memory.impact, commodityId, createLiveWeeks(`${FORM}#${newest.id}`, model));
  }
  for (const commodityId of memory.impact.weeks.keys())
    if (!learnt.includes(commodityId)) memory.impact.weeks.delete(commodityId);
  memory.impact.fit = newest.id;
}

/**
 * Learns anew when there is a new day or something else to learn from, unless another instance is at it; in any
 * case what is newest is at work afterwards.
 *
 * @returns how many commodities were learnt
 */
export async function learnImpact(deps: LearnImpactDeps, fitOne: FitElsewhere): Promise<number> {
  let learnt = 0;
  if (await isDue(deps)) {
    await whenLockIsFree(deps.pool, WORK_LOCKS.impact, async () => {
      if (await isDue(deps)) learnt = await learn(deps, fitOne);
    });
  }
  await adoptNewestFit(deps);
  return learnt;
}

async function isDue({ pool, clock }: LearnImpactDeps): Promise<boolean> {
  const newest = await readNewestFit(pool);
  return newest === null || newest.day !== publicationDay(clock) || newest.basis !== (await readBasis(pool));
}

async function learn({ pool, clock, catalog }: LearnImpactDeps, fitOne: FitElsewhere): Promise<number> {
  const today = publicationDay(clock);
  const day = isoToDay(today);
  // First, so that what changes meanwhile is learnt the next time.
  const basis = await readBasis(pool);
  const world = await readKnownWorld(pool, catalog(), day, 7 * WEEKS);
  const bodies = new Map<number, string>();
  for (const commodityId of catalog().commodities.keys()) {
    const series = await readWeekEnds(pool, commodityId, dayToIso(day - 7), WEEKS);
    if (!series.some((s) => s.prices.filter((p) => p !== null).length >= WORTH_WEEKS)) continue;
    const events = world.events.filter((e) => e.commodityId === null || e.commodityId === commodityId);
    const body = await fitOne({ day, series, tables: world.tables, events });
    if (body !== null) bodies.set(commodityId, body);
  }
  await insertFit(pool, { day: today, basis, madeAt: clock.now() }, bodies);
  return bodies.size;
}
