import type { Lane } from './lane';

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
