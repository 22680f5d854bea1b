import type { Leaf } from '@/lib/ledger/leaf-kinds';
import type { CaseState } from '@/lib/market/review';

/** The steps of a proof, in the order in which a person can follow them. */
export type StairName =
  | 'file'
  | 'range'
  | 'leaf'
  | 'evidence'
  | 'inclusion'
  | 'key'
  | 'log'
  | 'post-quantum'
  | 'witnesses'
  | 'memory'
  | 'later';

/** `absent`: there was nothing to check, or no way to check it now; never counted as checked. */
export type StairOutcome = 'ok' | 'failed' | 'absent';

export interface StairStep {
  readonly name: StairName;
  readonly outcome: StairOutcome;
  /** Which sentence tells it: `verify.steps.NAME.SAID`. */
  readonly said: string;
  readonly values: Readonly<Record<string, string>>;
  /** What was looked at, for the curious: a title under `verify.bytes`, and the text. */
  readonly bytes: readonly { readonly title: string; readonly text: string }[];
}

/** A later decision about the price, with its own proof. */
export interface LaterDecision {
  readonly leaf: Leaf;
  readonly proved: boolean;
  /** Where the case of the price stood after what a person did; null when that is not proved. */
  readonly state: CaseState | null;
}

/** All that is known about a receipt once it was looked at. */
export interface Examination {
  /** True only when no step failed. */
  readonly ok: boolean;
  readonly steps: readonly StairStep[];
  /** The tree of the receipt is signed by the log that this browser knows. */
  readonly signed: boolean;
  /** What the receipt says; not to be believed unless `ok`. */
  readonly leaf: Leaf | null;
  /** ms since 1970, as bound by the leaf's evidence; null when that could not be checked. */
  readonly publishedAt: number | null;
  readonly later: readonly LaterDecision[];
  /** The signed checkpoint to remember from now on; null unless all holds and it is larger. */
  readonly remember: string | null;
  /** How long the checking itself took in this browser, ms. */
  readonly tookMs: number;
}
