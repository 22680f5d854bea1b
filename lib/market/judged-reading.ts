import type { Impact } from './factor';
import type { MessageSignature } from './message-signature';
import type { Provenance } from './provenance';
import type { Reading } from './reading';
import type { Verdict } from './verdict';

/** A reading with what was decided of each of its prices, in the order of `reading.prices`. */
export interface JudgedReading {
  readonly reading: Reading;
  readonly provenance: Provenance;
  readonly verdicts: readonly Verdict[];
  readonly impacts: readonly Impact[];
  /** The shares of each impact as they are stored, JSON text; the leaf holds their hash. */
  readonly factors: readonly string[];
  /** The explanation of each verdict as it is stored, JSON text; the leaf holds its hash. */
  readonly details: readonly string[];
  /** Of the device, over the message that the reading came in; stands in its leaves. */
  readonly signature?: MessageSignature;
}

/** The answer for one price, as kept and as given again to every repeat. */
export interface RecordedPrice {
  readonly ledgerIndex: number;
  readonly commodityId: number;
  readonly saidAs: string;
  readonly price: number;
  readonly verdict: Verdict;
  readonly impact: Impact;
}

/** A reading that is durable. */
export interface RecordedReading {
  readonly reading: Reading;
  readonly provenance: Provenance;
  readonly publishedAt: number;
  readonly prices: readonly RecordedPrice[];
}
