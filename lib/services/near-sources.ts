import type { Pool } from 'pg';
import { withoutBias } from '@/lib/feeds/bias';
import { causeOf, type GapCause } from '@/lib/feeds/cause';
import { dayToIso } from '@/lib/market/calendar';
import { type NearFeedPrice, readNearFeedPrices } from '@/lib/store/feeds/feed-prices';
import type { CommodityBias } from './feed-bias';
import { hasVote } from './refresh-sources';

/** What a source says beside a price that is being checked. */
export interface NearSource {
  readonly source: string;
  readonly date: string;
  /** As the source says it, Rp per base unit. */
  readonly price: number;
  /** With its usual distance from us taken off. */
  readonly without_bias: number;
  /** How far the checked price lies from that; 0.1 is 10 % above. */
  readonly gap: number;
  readonly likely_cause: GapCause;
  /** Whether the judge hears it: its usual distance from us is known. */
  readonly votes: boolean;
}

export interface CheckedAt {
  readonly regionId: number;
  readonly marketId: number;
  /** Local day number. */
  readonly day: number;
}

/** A source that fell silent longer ago says nothing of today. */
const RECENT_DAYS = 3;

/** What sources say of commodities, by commodity, those without a vote included. */
export async function nearSources(
  pool: Pool,
  at: CheckedAt,
  prices: readonly { readonly commodityId: number; readonly price: number }[],
): Promise<(commodityId: number, price: number) => readonly NearSource[]> {
  const ids = prices.map(({ commodityId }) => commodityId);
  const near = await readNearFeedPrices(pool, at, ids, at.day, RECENT_DAYS);
  return (commodityId, price) =>
    near.filter((n) => n.commodityId === commodityId).map((n) => beside(n, commodityId, price));
}

function beside(near: NearFeedPrice, commodityId: number, price: number): NearSource {
  const bias = (near.bias as readonly CommodityBias[]).find((b) => b.commodityId === commodityId) ?? null;
  const corrected = withoutBias(near.price, bias);
  const alone = { before: null, after: null, varieties: [], count: Number.MAX_SAFE_INTEGER, low: 1, high: 1 };
  return {
    source: near.feed,
    date: dayToIso(near.day),
    price: near.price,
    without_bias: corrected,
    gap: Math.round((price / corrected - 1) * 10_000) / 10_000,
    votes: hasVote(bias),
    likely_cause: causeOf({ ...alone, theirs: near.price, ours: price, bias }),
  };
}
