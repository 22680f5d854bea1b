import type { VolatilityClass } from '@/lib/market/commodity';
import type { SourceWord } from '@/lib/market/verdict';

/** One price on its way to a verdict, with everything about it that a detector may need. */
export interface PriceReport {
  readonly deviceId: string;
  readonly marketId: number;
  readonly regionId: number;
  readonly island: string;
  readonly commodityId: number;
  readonly volatility: VolatilityClass;
  /** A level seen lately, Rp per base unit; only used where nothing was observed yet. */
  readonly typicalPrice: number | null;
  /** Rp per base unit. */
  readonly price: number;
  /** ms since 1970, as said by the device. */
  readonly observedAt: number;
  /** ms since 1970, as received by the server. */
  readonly receivedAt: number;
  /** Day number of `observedAt` in the market's own time zone. */
  readonly day: number;
  /** Reasons found before the judge (e.g. an impossible clock); any of them quarantines. */
  readonly hardFlags?: readonly string[];
  /** What sources said when this was judged before; in a replay it stands in place of what they say now. */
  readonly sources?: readonly SourceWord[];
}

/** A committed price that counts: what the memory is made of. */
export interface AcceptedPrice {
  readonly marketId: number;
  readonly regionId: number;
  readonly island: string;
  readonly commodityId: number;
  /** Rp per base unit, above 0. */
  readonly price: number;
  readonly observedAt: number;
  readonly day: number;
  readonly deviceId: string;
  /** `medium` when it is not said. */
  readonly volatility?: VolatilityClass;
}

/** A price that does not count (yet): it waits for later evidence or for a person. */
export interface HeldPrice extends AcceptedPrice {
  readonly lane: 'provisional' | 'quarantined';
  /** ms since 1970, as received by the server; the 72 hours run from here. */
  readonly receivedAt: number;
}
