import type { Clock } from '@/lib/clock';
import type { Catalog } from '@/lib/market/catalog';
import type { BoardFacts } from './board-facts';
import type { HeldCount } from './held-count';
import type { LastImpacts } from './last-impacts';
import type { LastPrices } from './last-prices';

/** What boards and maps are drawn from; all of it in process. */
export interface BoardSource {
  readonly clock: Clock;
  catalog(): Catalog;
  readonly lastPrices: LastPrices;
  readonly impacts: LastImpacts;
  facts(): BoardFacts;
  readonly held: HeldCount;
  /** Ledger size that `lastPrices` includes. */
  seq(): number;
}
