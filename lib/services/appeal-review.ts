import { type Actor, personBehind } from '@/lib/auth/actor';
import { canAppeal } from '@/lib/auth/review-permissions';
import { SmpError } from '@/lib/errors';
import { caseOf } from '@/lib/review/case';
import { appealStep } from '@/lib/review/step';
import { readReviewed } from '@/lib/store/review/read-reviewed';
import { caseConflict, noSuchCase, overtaken, reportedByOther } from './review-refusals';
import { type Grounds, type ReviewDeps, writeReview } from './write-review';

/**
 * The reporter, or somebody of the market, disagrees with a decision: another reviewer than the first looks at the
 * case. Once a case; until then the decision holds.
 *
 * @throws SmpError NOT_FOUND, FORBIDDEN, CONFLICT; also for a device that somebody else has now
 */
export async function appealReview(
  deps: ReviewDeps,
  actor: Actor,
  input: Grounds & { readonly observationId: number },
): Promise<void> {
  const row = (await readReviewed(deps.pool, [input.observationId])).get(input.observationId);
  if (row === undefined) throw noSuchCase();
  if (actor.kind === 'device' && actor.deviceId === row.deviceId && row.handedOn) throw reportedByOther();
  if (!canAppeal(actor, row)) {
    throw new SmpError('FORBIDDEN', 'The reporter and the people of the market may appeal.');
  }
  const now = deps.clock.now();
  const at = caseOf(row, now);
  const outcome = appealStep(at, personBehind(actor), now);
  if (!outcome.ok) throw caseConflict(outcome.why);
  const written = await writeReview(deps, actor, row, at.version, outcome.step, input);
  if (written === null) throw overtaken();
}
