import { localDay } from '@/lib/market/calendar';
import { dropOldFeedPrices } from '@/lib/store/feeds/feed-prices';
import type { FeedDeps } from './run-feeds';

/** Rows in one statement, so that no lock is held for long. */
const PAGE = 20_000;

/** Drops what sources said longer ago than is kept. @returns how many prices are gone */
export async function trimFeeds(
  deps: Pick<FeedDeps, 'pool' | 'clock'> & { readonly config: { readonly feedKeepDays: number } },
): Promise<number> {
  const first = localDay(deps.clock.now(), 'Asia/Jakarta') - deps.config.feedKeepDays;
  let gone = 0;
  for (;;) {
    const dropped = await dropOldFeedPrices(deps.pool, first, PAGE);
    gone += dropped;
    if (dropped < PAGE) return gone;
  }
}
