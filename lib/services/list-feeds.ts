import type { Pool } from 'pg';
import type { FeedMapping } from '@/lib/feeds/mapping';
import { readFeeds, type StoredFeed } from '@/lib/store/feeds/feeds';
import type { CommodityBias } from './feed-bias';
import type { FeedResult } from './run-feeds';

/** A source with what its last run brought and how far it lies from us. */
export interface ListedFeed extends Omit<StoredFeed, 'mapping' | 'lastResult' | 'bias'> {
  readonly mapping: FeedMapping;
  readonly lastResult: FeedResult | null;
  readonly bias: readonly CommodityBias[];
}

/** All sources. Their documents were written by `save-feed.ts` and `run-feeds.ts` and by nobody else. */
export async function listFeeds(deps: { readonly pool: Pool }): Promise<readonly ListedFeed[]> {
  return (await readFeeds(deps.pool)) as readonly unknown[] as readonly ListedFeed[];
}
