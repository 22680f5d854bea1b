import { type Actor, actorId, personBehind } from '@/lib/auth/actor';
import { canReview } from '@/lib/auth/review-permissions';
import { SmpError } from '@/lib/errors';
import type { CaseState, Decision, ReviewRow } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import type { Wish } from '@/lib/review/step';
import { type ReviewedRow, readReviewed } from '@/lib/store/review/read-reviewed';
import { foreseeReview } from './foresee-review';
import { caseConflict, noSuchCase, overtaken } from './review-refusals';
import { type Grounds, type ReviewDeps, writeReview } from './write-review';

export interface ReviewInput extends Grounds {
  /** Position of the price in the ledger. */
  readonly observationId: number;
  readonly decision: Decision;
  /** Rp per unit; with `correct`. */
  readonly correctedPrice: number | null;
  /** The version that the person saw; `null` decides on whatever is newest. */
  readonly version: number | null;
}

/**
 * A person decides about a price: it counts, it does not, it counts corrected, its reporter is asked again, or the
 * decision in force is undone. A decision of large effect becomes a proposal that a second person confirms by
 * deciding the same, or declines. Nothing is overwritten. The same request twice is answered twice and written once.
 *
 * @returns where the decision left the case
 * @throws SmpError NOT_FOUND, FORBIDDEN, CONFLICT when somebody was faster or the case stands elsewhere
 */
export async function reviewPrice(deps: ReviewDeps, actor: Actor, input: ReviewInput): Promise<CaseState> {
  const row = await readDecidable(deps, actor, input.observationId);
  const who = `${actor.kind}:${actorId(actor)}`;
  const now = deps.clock.now();
  const at = caseOf(row, now);
  if (input.version !== null && input.version !== at.version) {
    return repeated(row.rows, input, who);
  }
  const wish: Wish = {
    decision: input.decision,
    correctedPrice: input.correctedPrice,
    person: personBehind(actor),
  };
  const { outcome } = await foreseeReview(deps, row, at, wish, now);
  if (!outcome.ok) throw caseConflict(outcome.why);
  const written = await writeReview(deps, actor, row, at.version, outcome.step, input);
  if (written !== null) return outcome.step.state;
  const again = await readDecidable(deps, actor, input.observationId);
  return repeated(again.rows, input, who);
}

/**
 * A price that this person may decide about.
 * @throws SmpError NOT_FOUND, FORBIDDEN
 */
export async function readDecidable(
  { pool }: Pick<ReviewDeps, 'pool'>,
  actor: Actor,
  observationId: number,
): Promise<ReviewedRow> {
  const row = (await readReviewed(pool, [observationId])).get(observationId);
  if (row === undefined) throw noSuchCase();
  if (!canReview(actor, row)) throw mayNot();
  return row;
}

/**
 * The answer once more, where the last thing written is what this request asks for: the first answer was lost.
 *
 * @throws SmpError CONFLICT where it is something else
 */
function repeated(rows: readonly ReviewRow[], input: ReviewInput, who: string): CaseState {
  const last = rows.at(-1);
  if (last === undefined || last.actor !== who || last.act !== input.decision) throw overtaken();
  const { reason, note, correctedPrice } = last;
  const same = reason === input.reason && note === input.note && correctedPrice === input.correctedPrice;
  if (!same) throw overtaken();
  return last.state;
}

function mayNot(): SmpError {
  return new SmpError(
    'FORBIDDEN',
    'Validators decide within their region; nobody decides on their own report or market of origin.',
  );
}
