import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { withoutBias } from '@/lib/feeds/bias';
import { localDay } from '@/lib/market/calendar';
import { readLastFeedPrices } from '@/lib/store/feeds/feed-prices';
import { readFeeds } from '@/lib/store/feeds/feeds';
import { type KnownWord, placeKey, WORD_DAYS } from '@/lib/validate/sources';
import type { CommodityBias } from './feed-bias';
import type { RiverMemory } from './river-memory';

/** A bias is known from so many days of comparison on, and while enough of them are fresh. */
const KNOWN_COUNT = 5;
const KNOWN_WEIGHT = 2.5;
/** Standard deviation of a normal sample by its median absolute deviation. */
const NORMAL = 1.4826;

/** A source votes on a commodity only while it is known how far it usually lies from us. */
export function hasVote(bias: Pick<CommodityBias, 'count' | 'weight'> | null): boolean {
  return bias !== null && bias.count >= KNOWN_COUNT && bias.weight >= KNOWN_WEIGHT;
}

/** Reads anew what outside sources say, for the judge. */
export async function refreshSources(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly memory: RiverMemory;
}): Promise<void> {
  const today = localDay(deps.clock.now(), 'Asia/Jakarta');
  const feeds = new Map((await readFeeds(deps.pool)).map((feed) => [feed.id, feed]));
  const last = await readLastFeedPrices(deps.pool, today - WORD_DAYS);
  const book = new Map<number, KnownWord[]>();
  for (const { feedId, regionId, marketId, commodityId, day, price } of last) {
    const feed = feeds.get(feedId);
    const bias = (feed?.bias as readonly CommodityBias[] | undefined)?.find(
      (b) => b.commodityId === commodityId,
    );
    if (feed === undefined || bias === undefined || !hasVote(bias)) continue;
    const spread = NORMAL * bias.spread;
    const word = { source: feed.name, marketId, day, price: withoutBias(price, bias), spread };
    const key = placeKey(regionId, commodityId);
    const words = book.get(key);
    if (words === undefined) book.set(key, [word]);
    else words.push(word);
  }
  const { sources } = deps.memory.judge;
  sources.clear();
  for (const [key, words] of book) sources.set(key, words);
}
