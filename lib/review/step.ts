import type { Lane } from '@/lib/market/lane';
import {
  type CaseState,
  type Decision,
  REVIEW_WITHIN_MS,
  type ReviewAct,
  type ReviewRow,
  WAITING_STATES,
} from '@/lib/market/review';
import type { ReviewCase, Standing } from './case';

/** What somebody wants. */
export interface Wish {
  readonly decision: Decision;
  /** Rp per unit; with `correct`, and only with it. */
  readonly correctedPrice: number | null;
  /** The person behind it, e.g. `user:ID`. */
  readonly person: string;
}

/** What is to be written. */
export interface Step {
  readonly act: ReviewAct;
  readonly state: CaseState;
  readonly lapsesTo: CaseState | null;
  readonly from: Lane;
  readonly to: Lane;
  /** Corrected price that counts from now on, or that is proposed. */
  readonly correctedPrice: number | null;
  readonly answers: number | null;
  readonly dueAt: number | null;
  /** True when the price gets a further verdict; a proposal, its end, a question and an appeal change no lane. */
  readonly takesEffect: boolean;
  /** A correction that no longer counts, and one that counts again. */
  readonly drops: number | null;
  readonly restores: number | null;
}

export type Refusal =
  | 'already_accepted'
  | 'already_asked'
  | 'already_decided'
  | 'already_appealed'
  | 'appeal_waits'
  | 'handed_on'
  | 'not_decided'
  | 'nothing_to_decline'
  | 'nothing_to_undo'
  | 'proposal_waits'
  | 'same_price'
  | 'same_person'
  | 'other_reviewer';

export type Outcome =
  | { readonly ok: true; readonly step: Step }
  | { readonly ok: false; readonly why: Refusal };

/** What would count once a wish is fulfilled: the lane of the price, and the price in its place. */
export interface Target {
  readonly to: Lane;
  readonly correctedPrice: number | null;
}

const refused = (why: Refusal): Outcome => ({ ok: false, why });

/** @returns where a wish leads; `null` when it moves nothing */
export function targetOf(at: ReviewCase, wish: Pick<Wish, 'decision' | 'correctedPrice'>): Target | null {
  switch (wish.decision) {
    case 'accept':
      return { to: 'accepted', correctedPrice: null };
    case 'reject':
      return { to: 'quarantined', correctedPrice: null };
    case 'correct':
      return { to: 'quarantined', correctedPrice: wish.correctedPrice };
    case 'ask_again':
    case 'decline':
      return null;
    case 'undo':
      return at.decided === null
        ? null
        : { to: at.decided.from, correctedPrice: correctionOf(at.previous)?.price ?? null };
  }
}

/**
 * The next step of a case, or why there is none. Decides alone from what it is given.
 *
 * @param price as it was reported, Rp
 * @param large whether the effect needs two people
 * @param now ms
 */
export function nextStep(at: ReviewCase, wish: Wish, price: number, large: boolean, now: number): Outcome {
  if (at.barred.includes(wish.person)) return refused('other_reviewer');
  const base = at.before?.state ?? at.state;
  if (wish.decision === 'decline') return declined(at);
  const answered = at.pending === null ? null : answer(at, at.pending, wish, base, now);
  if (answered !== null) return answered;
  if (wish.decision === 'ask_again') return question(at, base, now);
  if (wish.decision === 'undo' && at.asked !== null) {
    return withdrawal(at, at.asked.id, at.asked.lapsesTo ?? 'open', now);
  }
  const why = wish.decision === 'undo' ? notUndone(at, base) : notDecided(at, base, wish, price);
  if (why !== null) return refused(why);
  if (large) return proposal(at, wish, base, now);
  return effective(at, wish, base, now, wish.decision === 'undo' ? (at.decided?.id ?? null) : null);
}

/** What a wish does to a proposal: another person's same wish confirms it, any other than undo takes its place. */
function answer(
  at: ReviewCase,
  pending: ReviewRow,
  wish: Wish,
  base: CaseState,
  now: number,
): Outcome | null {
  const same = pending.act === wish.decision && pending.correctedPrice === wish.correctedPrice;
  if (!same) return wish.decision === 'undo' ? refused('proposal_waits') : null;
  return pending.person === wish.person ? refused('same_person') : effective(at, wish, base, now, pending.id);
}

function notUndone(at: ReviewCase, base: CaseState): Refusal | null {
  if (base === 'appealed') return 'appeal_waits';
  return base !== 'decided' || at.decided === null ? 'nothing_to_undo' : null;
}

function notDecided(at: ReviewCase, base: CaseState, wish: Wish, price: number): Refusal | null {
  if (base === 'decided') return 'already_decided';
  if (wish.decision === 'accept' && at.lane === 'accepted' && base !== 'appealed') return 'already_accepted';
  return wish.decision === 'correct' && wish.correctedPrice === price ? 'same_price' : null;
}

/** An appeal of the market's side against the decision in force. Once a case. */
export function appealStep(at: ReviewCase, person: string, now: number): Outcome {
  if (at.appealed) return refused('already_appealed');
  if (at.state !== 'decided' || at.decided === null) return refused('not_decided');
  if (at.decided.person === person) return refused('other_reviewer');
  return { ok: true, step: still(at, 'appeal', fresh('appealed', null, now), at.decided.id) };
}

function effective(
  at: ReviewCase,
  wish: Wish,
  base: CaseState,
  now: number,
  answers: number | null,
): Outcome {
  const target = targetOf(at, wish);
  if (target === null) return refused('nothing_to_undo');
  const undone = wish.decision === 'undo';
  const state = !undone ? 'decided' : at.previous === null ? 'open' : 'appealed';
  return {
    ok: true,
    step: {
      act: wish.decision,
      state: state === 'open' && target.to === 'accepted' ? 'standing' : state,
      lapsesTo: null,
      from: at.lane,
      to: target.to,
      correctedPrice: undone ? null : wish.correctedPrice,
      answers: answers ?? (base === 'appealed' ? (at.decided?.id ?? null) : null),
      dueAt: state === 'decided' ? null : now + REVIEW_WITHIN_MS,
      takesEffect: true,
      drops: correctionOf(at.decided)?.id ?? null,
      restores: undone ? (correctionOf(at.previous)?.id ?? null) : null,
    },
  };
}

function proposal(at: ReviewCase, wish: Wish, base: CaseState, now: number): Outcome {
  const answers = wish.decision === 'undo' ? (at.decided?.id ?? null) : null;
  const step = still(at, wish.decision, fresh('proposed', base, now), answers);
  return { ok: true, step: { ...step, correctedPrice: wish.correctedPrice } };
}

/** The end of a proposal, by whoever proposed it or by another person. */
function declined({ pending, before, ...at }: ReviewCase): Outcome {
  if (pending === null || before === null) return refused('nothing_to_decline');
  return { ok: true, step: still(at, 'decline', before, pending.id) };
}

function question(at: ReviewCase, base: CaseState, now: number): Outcome {
  if (at.handedOn) return refused('handed_on');
  if (base === 'asked') return refused('already_asked');
  if (base === 'decided') return refused('already_decided');
  if (at.lane === 'accepted' && base !== 'appealed') return refused('already_accepted');
  return { ok: true, step: still(at, 'ask_again', fresh('asked', base, now), null) };
}

function withdrawal(at: ReviewCase, answers: number, base: CaseState, now: number): Outcome {
  return { ok: true, step: still(at, 'undo', fresh(base, null, now), answers) };
}

/** A state that begins now, with the whole time for a person. */
function fresh(state: CaseState, lapsesTo: CaseState | null, now: number): Standing {
  return { state, lapsesTo, dueAt: WAITING_STATES.includes(state) ? now + REVIEW_WITHIN_MS : null };
}

/** A step that moves no lane. */
function still(
  { lane }: Pick<ReviewCase, 'lane'>,
  act: ReviewAct,
  standing: Standing,
  answers: number | null,
): Step {
  const step = { act, ...standing, from: lane, to: lane, correctedPrice: null, answers };
  return { ...step, takesEffect: false, drops: null, restores: null };
}

function correctionOf(row: ReviewCase['decided']): { id: number; price: number } | null {
  if (row?.act !== 'correct' || row.correctionId === null || row.correctedPrice === null) return null;
  return { id: row.correctionId, price: row.correctedPrice };
}
