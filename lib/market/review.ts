import type { Lane } from './lane';

/** What a person may do about a price. `decline` ends a proposal, one's own or somebody else's. */
export const DECISIONS = ['accept', 'reject', 'correct', 'ask_again', 'undo', 'decline'] as const;
export type Decision = (typeof DECISIONS)[number];

/** An appeal is no decision: it hands the case to somebody else. */
export type ReviewAct = Decision | 'appeal';

/** Why; a code that can be counted, beside a text that can be read. */
export const REVIEW_REASONS: Readonly<Record<ReviewAct, readonly string[]>> = {
  accept: ['seen_at_market', 'confirmed_by_reporter', 'other_source_confirms', 'known_event', 'other'],
  reject: ['typing_error', 'wrong_unit', 'wrong_item', 'not_found_at_market', 'made_up', 'other'],
  correct: ['typing_error', 'wrong_unit', 'wrong_item', 'confirmed_by_reporter', 'other'],
  ask_again: ['recheck_price', 'recheck_unit', 'recheck_item', 'photo_wanted', 'other'],
  undo: ['mistaken', 'new_evidence', 'wrong_price_chosen', 'other'],
  decline: ['not_convinced', 'proposal_mistaken', 'new_evidence', 'wrong_price_chosen', 'other'],
  appeal: ['price_is_true', 'correction_is_wrong', 'reporter_not_heard', 'other'],
};

/** Shortest text that says anything to somebody who reads it a year later. */
export const MIN_NOTE = 10;
export const MAX_NOTE = 1_000;

/** How long a case may wait. The judge keeps the same limit for what no person decides. */
export const REVIEW_WITHIN_MS = 72 * 3_600_000;

/**
 * How exactly a phone knows the server's time, ms: it learns it from a header that counts seconds. A price typed that
 * little before a question may have been typed after it.
 */
export const PHONE_TIME_GRAIN_MS = 1_000;

/**
 * Where the case of a price stands.
 * `standing`: accepted, and nobody asked. `settled`: the judge took its second look and no person spoke.
 */
export const CASE_STATES = [
  'standing',
  'open',
  'settled',
  'asked',
  'proposed',
  'appealed',
  'decided',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** States in which somebody waits for a person. */
export const WAITING_STATES: readonly CaseState[] = ['open', 'asked', 'proposed', 'appealed'];

/** One thing that was done in a case, as stored. */
export interface ReviewRow {
  /** Position of its leaf in the ledger. */
  readonly id: number;
  readonly act: ReviewAct;
  /** Where the case stood afterwards. */
  readonly state: CaseState;
  /** Where it stands again when the time of `state` is over; `null` when it never is. */
  readonly lapsesTo: CaseState | null;
  readonly from: Lane;
  readonly to: Lane;
  readonly reason: string;
  readonly note: string;
  readonly correctedPrice: number | null;
  /** Position of the price that a correction put in the place of the first one. */
  readonly correctionId: number | null;
  /** The act that this one seconds, undoes, declines, withdraws or appeals against. */
  readonly answers: number | null;
  /** Who did it, e.g. `user:ID`. */
  readonly actor: string;
  /** Who stands behind `actor`: of an API token the person that issued it. People are told apart by this. */
  readonly person: string;
  readonly at: number;
  /** When the time of the state is over, ms. */
  readonly dueAt: number | null;
}
