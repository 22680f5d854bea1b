import type { Factor, FactorWeights } from '@/lib/market/factor';
import type { FieldError } from '@/lib/market/field-error';
import type { Lane } from '@/lib/market/lane';

/** One judged price as it leaves the platform. Field names are those of the public API. */
export interface PriceUpdate {
  readonly type: 'price_update';
  /** Position of its leaf in the ledger: gapless, the same on every instance, usable as a cursor. */
  readonly seq: number;
  /** Position of the price itself, when this is a later decision about it: `lane` is its lane from now on. */
  readonly observation?: number;
  readonly reading_id: string;
  readonly market_id: string;
  readonly region_id: number;
  readonly commodity: string;
  /** Rp per unit. */
  readonly price: number;
  readonly lane: Lane;
  readonly flags: readonly string[];
  /** Relative, 0.05 = 5 % dearer; `null` for a first price. */
  readonly price_change: number | null;
  readonly impact_score: number;
  readonly dominant_factor: Factor;
  /** Only factors with a weight above 0. */
  readonly factors_with_weights: Partial<FactorWeights>;
  readonly observed_at: string;
  readonly published_at: string;
  readonly simulated: boolean;
}

/**
 * Everything that was committed between two positions of the ledger, cut to the subscriber's room.
 * A client that last saw `to = n` and receives `from > n` has a gap and asks
 * `GET /api/public/updates?after=n`; a frame with `to <= n` is old news.
 */
export interface PriceFrame {
  /** Ledger size before the first commit in this frame. */
  readonly from: number;
  /** Ledger size after the last commit in this frame. */
  readonly to: number;
  readonly at: string;
  readonly updates: readonly PriceUpdate[];
}

/** National figures that moved since the last tick, and how many prices wait for review now. */
export interface BoardDelta {
  readonly at: string;
  readonly commodities: readonly NationalPrice[];
  readonly quarantined: number;
}

export interface NationalPrice {
  readonly commodity: string;
  readonly price: number;
  readonly markets: number;
  readonly as_of: string;
}

/** Names of socket.io events. Client to server: `subscribe`. Server to client: the others. */
export const LIVE_EVENTS = {
  subscribe: 'subscribe',
  prices: 'prices',
  board: 'board',
  closing: 'closing',
  error: 'error',
} as const;

/** What a client may ask to follow; an empty object follows everything. */
export interface Subscription {
  readonly commodity?: string;
  readonly market_id?: string;
  readonly region_id?: number;
}

/** What is wrong with a wish, with the name of each field; the same on both sockets. */
export interface WishError {
  readonly type: 'error';
  readonly detail: string;
  readonly errors: readonly FieldError[];
}

/** Sent before a planned stop; wait this long before connecting again. */
export interface Closing {
  readonly retry_ms: number;
}
