import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import { isSmpError } from '@/lib/errors';
import type { FeedMapping, FeedRefusal } from '@/lib/feeds/mapping';
import { localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { writeFeedPrices } from '@/lib/store/feeds/feed-prices';
import { readFeed, readFeeds, type StoredFeed, writeFeedRun } from '@/lib/store/feeds/feeds';
import { whenLockIsFree, withAdvisoryLock } from '@/lib/store/import/advisory-lock';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import { compareFeed } from './feed-bias';
import { fetchFeed } from './fetch-feed';
import { readFeedRows } from './read-feed-rows';
import { refusal } from './refusals';

export interface FeedDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly config: Pick<Config, 'dataDir' | 'feedHosts'>;
  catalog(): Catalog;
}

/** What became of reading a source once. */
export interface FeedResult {
  /** Why nothing could be read at all; `null` when it was. */
  readonly fault: { readonly code: string; readonly message: string } | null;
  readonly accepted: number;
  readonly refused: number;
  /** The first rows refused; `refused` counts all. */
  readonly rows: readonly FeedRefusal[];
}

const HOUR_MS = 3_600_000;
const ROWS_KEPT = 200;

/** Reads every source that is due, unless another instance is at it. */
export async function runDueFeeds(deps: FeedDeps): Promise<void> {
  const due = (await readFeeds(deps.pool)).filter((feed) => isDue(feed, deps.clock.now()));
  if (due.length === 0) return;
  await whenLockIsFree(deps.pool, LOCK_KEYS.feeds, async () => {
    // Another instance may have been at it between the two looks.
    for (const feed of await readFeeds(deps.pool))
      if (isDue(feed, deps.clock.now())) await readOnce(deps, feed);
  });
}

/** Reads one source now, whether it is due or in use or not. @throws SmpError INVALID when there is none of the name */
export async function runFeed(deps: FeedDeps, name: string): Promise<FeedResult> {
  return withAdvisoryLock(deps.pool, LOCK_KEYS.feeds, async () => {
    const feed = await readFeed(deps.pool, name);
    if (feed === null) throw refusal('name', 'unknown_feed', `There is no source "${name}".`);
    return readOnce(deps, feed);
  });
}

const isDue = (feed: StoredFeed, now: number) => feed.enabled && feed.nextAt <= now;

async function readOnce(deps: FeedDeps, feed: StoredFeed): Promise<FeedResult> {
  const at = deps.clock.now();
  const today = localDay(at, 'Asia/Jakarta');
  const result = await takeIn(deps, feed, today);
  const bias = await compareFeed(deps.pool, feed.id, today);
  // A source that failed is asked again within the hour.
  const pause = (result.fault === null ? feed.everyHours : 1) * HOUR_MS;
  await writeFeedRun(deps.pool, feed.id, { at, nextAt: at + pause, result, bias });
  return result;
}

async function takeIn(deps: FeedDeps, feed: StoredFeed, today: number): Promise<FeedResult> {
  try {
    const body = await fetchFeed(deps.config, feed.address);
    // `save-feed.ts` wrote it, and nobody else does.
    const { prices, accepted, refused } = readFeedRows(
      body,
      feed.mapping as FeedMapping,
      deps.catalog(),
      today,
    );
    await writeFeedPrices(deps.pool, feed.id, prices);
    return { fault: null, accepted, refused: refused.length, rows: refused.slice(0, ROWS_KEPT) };
  } catch (error) {
    if (!isSmpError(error)) throw error;
    const fault = { code: error.errors[0]?.code ?? error.code, message: error.message };
    return { fault, accepted: 0, refused: 0, rows: [] };
  }
}
