import type { BasketItem } from '@/lib/market/basket';
import type { BaseUnit } from '@/lib/market/commodity';
import type { Factor, FactorWeights } from '@/lib/market/factor';
import type { Interval } from '@/lib/market/interval';
import type { Lane } from '@/lib/market/lane';
import type { EventKind } from '@/lib/market/market-event';
import type { DataState } from '@/lib/market/provenance';
import type { TimeZone } from '@/lib/market/region';

/** Change against an earlier day, like for like: only markets that are in both prices. */
export interface Change {
  /** ISO date compared with. */
  readonly since: string;
  /** Mean then, of the same markets, Rp. */
  readonly from: number;
  /** Relative, 0.05 = 5 % dearer. */
  readonly ratio: number;
  readonly markets: number;
}

export type Period = 'day' | 'week' | 'month' | 'year';

/** A reference price in force today. `high` is the limit that a status is measured against. */
export interface ReferencePrice {
  readonly kind: 'HET' | 'HAP';
  readonly low: number | null;
  readonly high: number;
  readonly regulation: string;
  readonly valid_from: string | null;
  readonly note: string | null;
}

export interface DayPoint {
  /** ISO date, local to the market. */
  readonly day: string;
  readonly price: number;
  /** Largest impact score of the day, 0–100; `null` when nothing was weighed. */
  readonly impact_score: number | null;
}

/** One national card. */
export interface BoardCommodity {
  readonly commodity: string;
  readonly name_id: string;
  readonly name_en: string;
  readonly unit: BaseUnit;
  /** Mean of each market's last accepted price (7 days at most), Rp; `null` when there is none. */
  readonly price: number | null;
  readonly state: DataState;
  /** Newest accepted price in it. */
  readonly as_of: string | null;
  readonly markets: number;
  readonly markets_simulated: number;
  readonly changes: Readonly<Record<Period, Change | null>>;
  /** Where zones differ, the reference with the most markets; statuses per province use their own. */
  readonly reference: ReferencePrice | null;
  readonly regions_above_reference: number;
  /** What a family of four buys of it in a month, in its unit; `null` when its basket of food does not hold it. */
  readonly per_month: number | null;
  /** The last 30 days, oldest first; missing days are missing. */
  readonly spark: readonly DayPoint[];
}

/** What the home page shows first. */
export interface Board {
  readonly at: string;
  /** Ledger size that these figures include; the cursor to continue from. */
  readonly seq: number;
  /** True when any figure comes from the simulated country. */
  readonly simulated: boolean;
  readonly commodities: readonly BoardCommodity[];
  /** Prices waiting for review now. */
  readonly quarantined: number;
}

export interface MapMarket {
  readonly market_id: string;
  readonly name: string;
  readonly city: string;
  readonly region_id: number;
  readonly latitude: number;
  readonly longitude: number;
  /** ISO date of the first day, by its own clock, on which it does not trade for good; `null` while it trades. */
  readonly closed_on: string | null;
  /** `null` also for one that has closed. */
  readonly price: number | null;
  readonly state: DataState;
  readonly observed_at: string | null;
  /** Position of its leaf in the ledger; `null` without a price, and for imported history. */
  readonly ledger_index: number | null;
  readonly change_day: number | null;
  readonly impact_score: number | null;
}

export interface MapRegion {
  readonly region_id: number;
  readonly name: string;
  readonly island: string;
  readonly time_zone: TimeZone;
  readonly latitude: number;
  readonly longitude: number;
  readonly price: number | null;
  readonly markets: number;
  readonly change_day: number | null;
  /** Relative gap to the reference price in force there, 0.1 = 10 % above; `null` without one. */
  readonly gap: number | null;
}

/** One commodity over the whole country. */
export interface PriceMap {
  readonly at: string;
  readonly seq: number;
  readonly commodity: string;
  readonly unit: BaseUnit;
  readonly simulated: boolean;
  readonly national: number | null;
  readonly markets: readonly MapMarket[];
  readonly regions: readonly MapRegion[];
}

export type { Interval };

export interface HistoryPoint {
  /** ISO date for day, week (its Monday) and month (its first); ISO time for hour. */
  readonly t: string;
  readonly price: number;
  readonly min: number;
  readonly max: number;
  /** Markets (nation, region) or prices (market) in the mean. */
  readonly n: number;
  readonly simulated: boolean;
}

/** One weighed move, for a dot on the line: a single price, or a day of an area's mean. */
export interface ImpactDot {
  /** Ledger position of a single price; `null` for a day's mean. */
  readonly seq: number | null;
  readonly t: string;
  /** `null` for a mean over several markets. */
  readonly market_id: string | null;
  readonly price: number;
  readonly lane: Lane;
  readonly impact_score: number;
  readonly dominant_factor: Factor;
  readonly factors_with_weights: Partial<FactorWeights>;
  readonly price_change: number | null;
}

/** `GET /api/public/commodity/price/history` as JSON. */
export interface PriceHistory {
  readonly commodity: string;
  readonly unit: BaseUnit;
  readonly level: 'nation' | 'region' | 'market';
  readonly area: string;
  /** Of a market: first day on which it does not trade for good; `null` while it trades, and for other areas. */
  readonly closed_on: string | null;
  readonly interval: Interval;
  readonly points: readonly HistoryPoint[];
  /** Of the area; western Indonesia's for the nation. */
  readonly time_zone: TimeZone;
  /** What families buy of it; `null` when the basket does not hold it. */
  readonly household: BasketItem | null;
  /** The weightiest prices of the range, at most 200. */
  readonly impacts: readonly ImpactDot[];
  readonly next_cursor: string | null;
  readonly seq: number;
}

/** One event that an official entered: `GET /api/public/events`. */
export interface PublicEvent {
  readonly id: string;
  readonly kind: EventKind;
  /** `null`: all of them. */
  readonly commodity: string | null;
  /** `null`: the nation. */
  readonly region_id: number | null;
  readonly market_id: string | null;
  /** Name of the market, else of the region; `null` for the nation. */
  readonly place: string | null;
  /** ISO dates, both included; `null` while it lasts. */
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
  readonly text_id: string;
  readonly text_en: string | null;
}

export interface EventList {
  readonly from: string;
  readonly to: string;
  readonly events: readonly PublicEvent[];
  /** Days with a name, e.g. `idul-fitri`. */
  readonly calendar: readonly { readonly name: string; readonly day: string }[];
}
