import type { Lane } from '@/lib/market/lane';
import { type CaseState, REVIEW_WITHIN_MS, type ReviewRow, WAITING_STATES } from '@/lib/market/review';

/** What is stored about a price, as far as its case needs it. */
export interface CaseFacts {
  readonly lane: Lane;
  /** ms since 1970. */
  readonly receivedAt: number;
  /** Position of the latest verdict, and whether the judge wrote it after the first one. */
  readonly latestVerdict: number;
  readonly settledByJudge: boolean;
  /** Somebody else has the device than whoever reported it: nobody there can answer for the price. */
  readonly handedOn: boolean;
  /** What people did, oldest first. */
  readonly rows: readonly ReviewRow[];
}

/** Where a case stands, until when (ms), and where it stands again then; `null` for never. */
export interface Standing {
  readonly state: CaseState;
  readonly lapsesTo: CaseState | null;
  readonly dueAt: number | null;
}

/** The case of a price at a moment. */
export interface ReviewCase {
  readonly state: CaseState;
  readonly lane: Lane;
  /** Grows with everything that is written about the price: who decides names the version that they saw. */
  readonly version: number;
  /** `null` when nobody waits. */
  readonly dueAt: number | null;
  readonly overdue: boolean;
  /** The decision in force, and the one that comes back when it is undone. */
  readonly decided: ReviewRow | null;
  readonly previous: ReviewRow | null;
  /** A decision of large effect that waits for a second person. */
  readonly pending: ReviewRow | null;
  /** Where the case stands again once the proposal is declined; `null` when there is none. */
  readonly before: Standing | null;
  /** A question to the reporter that waits for its answer. */
  readonly asked: ReviewRow | null;
  /** Nobody is left who could be asked. */
  readonly handedOn: boolean;
  /** Who took part in a decision that was appealed against: they decide here no more. */
  readonly barred: readonly string[];
  readonly appealed: boolean;
}

/** Where a case stands at `now` (ms). Depends on nothing but what is stored and the clock. */
export function caseOf(facts: CaseFacts, now: number): ReviewCase {
  const { rows, lane } = facts;
  const last = rows.at(-1) ?? null;
  const { stack, barred } = replay(rows);
  const state = last === null ? untouched(facts) : after(last, facts, now);
  const due = last === null ? facts.receivedAt + REVIEW_WITHIN_MS : last.dueAt;
  const dueAt = WAITING_STATES.includes(state) ? due : null;
  const pending = state === 'proposed' ? last : null;
  return {
    state,
    lane,
    version: Math.max(facts.latestVerdict, last?.id ?? -1),
    dueAt,
    overdue: dueAt !== null && dueAt <= now,
    decided: stack.at(-1) ?? null,
    previous: stack.at(-2) ?? null,
    pending,
    before: pending === null ? null : before(pending, facts, now),
    asked: state === 'asked' ? (rows.findLast((r) => r.act === 'ask_again') ?? null) : null,
    handedOn: facts.handedOn,
    barred,
    appealed: rows.some((r) => r.act === 'appeal'),
  };
}

/** The case of a price that no person has touched. */
function untouched({ lane, settledByJudge }: CaseFacts): CaseState {
  if (settledByJudge) return 'settled';
  return lane === 'accepted' ? 'standing' : 'open';
}

function after(last: ReviewRow, facts: CaseFacts, now: number): CaseState {
  // The judge's second look goes on while people think; what it decides ends what they had begun.
  const mayBeSettled = last.state !== 'decided' && last.state !== 'appealed';
  if (mayBeSettled && facts.latestVerdict > last.id) return 'settled';
  const { state } = lapsed(last, facts, now);
  return last.state === 'proposed' && state !== 'proposed' ? before(last, facts, now).state : state;
}

/** The same, or where it stands once its time is over. A question ends as well when nobody is left to answer it. */
function lapsed(standing: Standing, { handedOn }: CaseFacts, now: number): Standing {
  const { state, lapsesTo, dueAt } = standing;
  const over = (dueAt !== null && dueAt <= now) || (state === 'asked' && handedOn);
  return over && lapsesTo !== null ? { state: lapsesTo, lapsesTo: null, dueAt } : standing;
}

/**
 * The case beneath a proposal: as it stood, with the time that it had, which goes on meanwhile; proposals replaced by
 * this one fall with it.
 */
function before({ lapsesTo }: ReviewRow, facts: CaseFacts, now: number): Standing {
  const { rows, receivedAt } = facts;
  const wasOver = ({ dueAt }: ReviewRow, next: ReviewRow | undefined) =>
    dueAt !== null && next !== undefined && dueAt <= next.at;
  const state = lapsesTo ?? 'open';
  const last =
    state === 'asked'
      ? rows.findLast((r) => r.state === state)
      : rows.findLast((r, i) => r.state !== 'proposed' || wasOver(r, rows[i + 1]));
  const stood = {
    state,
    lapsesTo: last?.state === state ? last.lapsesTo : null,
    dueAt: WAITING_STATES.includes(state) ? (last?.dueAt ?? receivedAt + REVIEW_WITHIN_MS) : null,
  };
  return lapsed(stood, facts, now);
}

/** Decisions in force, the latest on top, and who may decide no more. */
function replay(rows: readonly ReviewRow[]): { stack: readonly ReviewRow[]; barred: readonly string[] } {
  const byId = new Map(rows.map((r) => [r.id, r]));
  const stack: ReviewRow[] = [];
  const barred = new Set<string>();
  for (const row of rows) {
    const top = stack.at(-1);
    if (row.act === 'appeal' && top !== undefined) for (const one of whoDecided(top, byId)) barred.add(one);
    if (row.act === 'undo') {
      if (top !== undefined && undoes(row, top, byId)) stack.pop();
    } else if (row.state === 'decided' && row.act !== 'decline') stack.push(row);
  }
  return { stack, barred: [...barred] };
}

/** An undo answers the decision itself, or somebody else's proposal to undo it. One that ends a proposal undoes nothing. */
function undoes(undo: ReviewRow, top: ReviewRow, byId: ReadonlyMap<number, ReviewRow>): boolean {
  if (undo.state === 'proposed') return false;
  if (undo.answers === top.id) return true;
  const proposal = byId.get(undo.answers ?? -1);
  return proposal?.act === 'undo' && proposal.answers === top.id && proposal.person !== undo.person;
}

function whoDecided(row: ReviewRow, byId: ReadonlyMap<number, ReviewRow>): readonly string[] {
  const proposal = byId.get(row.answers ?? -1);
  return proposal === undefined || proposal.act === 'appeal' ? [row.person] : [row.person, proposal.person];
}
