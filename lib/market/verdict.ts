import type { Lane } from './lane';

/** What an outside source said of a price, as the judge heard it. */
export interface SourceWord {
  readonly source: string;
  /** Rp per base unit, with the source's usual distance from us taken off. */
  readonly price: number;
  /** One deviation of what it may be at this market today, log. */
  readonly spread: number;
  /** Days since it said so. */
  readonly age: number;
}

/** One detector's testimony about one price, complete enough to be checked by hand. */
export interface DetectorResult {
  /** `z_score`, `iqr`, `neighbours`, … */
  readonly name: string;
  /** What was measured, in the detector's own unit. */
  readonly value: number;
  /** The value from which it votes. */
  readonly limit: number;
  readonly vote: boolean;
  /** How many past prices or peers it looked at. */
  readonly window: number;
  /** Codes of the peers that it compared with, if it did. */
  readonly peers?: readonly string[];
  /** What outside sources said, if it heard any; stored, so that a replay hears the same. */
  readonly sources?: readonly SourceWord[];
}

/** Prices that would have been accepted, Rp, both ends included. */
export interface AcceptedRange {
  readonly low: number;
  readonly high: number;
}

/** The judgement of one price. Replaying the stored reading with the same memory gives the same verdict. */
export interface Verdict {
  readonly lane: Lane;
  /** 0–1; higher is more suspicious. */
  readonly score: number;
  /** Names of detectors and gates that spoke, e.g. `z_score`, `scale_slip`; empty for a calm price. */
  readonly flags: readonly string[];
  readonly ruleVersion: string;
  readonly detectors: readonly DetectorResult[];
  /** The price that was expected, Rp; `null` when nothing is known yet. */
  readonly expected: number | null;
  /** `null` when nothing is known yet, so anything plausible is accepted. */
  readonly acceptedRange: AcceptedRange | null;
}
