import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { createLiveWeeks } from '@/lib/impact/live-weeks';
import { adoptWeeks } from '@/lib/impact/memory';
import { weekModel } from '@/lib/impact/week-model';
import type { Catalog } from '@/lib/market/catalog';
import { readLearnt, readModel, readNewestFit } from '@/lib/store/impact/impact-fits';
import { publicationDay } from './board-facts';
import { isLearningDue, type LearnOrder } from './learn-weeks';
import type { RiverMemory } from './river-memory';

export interface LearnImpactDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
  readonly memory: RiverMemory;
}

/** Learns somewhere else than in this thread, which prices wait for. @returns how many commodities were learnt */
export type LearnElsewhere = (order: LearnOrder) => Promise<number>;

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
 * Has it learnt anew when there is a new day or something else to learn from, unless another instance is at it; in
 * any case what is newest is at work afterwards.
 *
 * @returns how many commodities were learnt
 */
export async function learnImpact(deps: LearnImpactDeps, learn: LearnElsewhere): Promise<number> {
  const { pool, clock, catalog } = deps;
  const today = publicationDay(clock);
  let learnt = 0;
  if (await isLearningDue(pool, today)) {
    const { commodities, regions } = catalog();
    learnt = await learn({
      today,
      now: clock.now(),
      commodities: [...commodities.keys()],
      regions: [...regions.values()].map(({ id, latitude, longitude }) => ({ id, latitude, longitude })),
    });
  }
  await adoptNewestFit(deps);
  return learnt;
}
