import type { Pool } from 'pg';
import { type Bias, biasOf } from '@/lib/feeds/bias';
import { causeOf, type GapCause, usualCause } from '@/lib/feeds/cause';
import { type FeedPair, readFeedPairs } from '@/lib/store/feeds/feed-pairs';

/** How far a source lies from us in one commodity, and why that may be. */
export interface CommodityBias extends Bias {
  readonly commodityId: number;
  readonly cause: GapCause;
  /** The last day on which both had a price. */
  readonly day: number;
}

/** Older days have no weight worth reading. */
const WINDOW_DAYS = 60;
/** The cause is that of the last days alone: what was mended shall not be told for weeks. */
const CAUSE_DAYS = 14;

/** Compares everything that a source said lately with our accepted prices, commodity by commodity. */
export async function compareFeed(
  pool: Pool,
  feedId: number,
  today: number,
): Promise<readonly CommodityBias[]> {
  const byCommodity = new Map<number, FeedPair[]>();
  for (const pair of await readFeedPairs(pool, feedId, today - WINDOW_DAYS)) {
    const held = byCommodity.get(pair.commodityId);
    if (held === undefined) byCommodity.set(pair.commodityId, [pair]);
    else held.push(pair);
  }
  return [...byCommodity].flatMap(([commodityId, pairs]) => {
    const bias = biasOf(pairs, today);
    if (bias === null) return [];
    const day = Math.max(...pairs.map((pair) => pair.day));
    const late = pairs.filter((pair) => pair.day > day - CAUSE_DAYS);
    const cause = usualCause(late.map((pair) => causeOf({ ...pair, bias })));
    return [{ ...bias, commodityId, cause, day }];
  });
}
