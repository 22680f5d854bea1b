import { type Actor, personBehind } from '@/lib/auth/actor';
import type { CasePreview } from '@/lib/live/review';
import { caseOf } from '@/lib/review/case';
import { foreseeReview } from './foresee-review';
import { type ReviewInput, readDecidable } from './review-price';
import type { ReviewDeps } from './write-review';

/**
 * What a decision would do if it were sent now: where it would leave the case, and how far it would move averages.
 * Nothing is written.
 *
 * @throws SmpError NOT_FOUND, FORBIDDEN
 */
export async function previewReview(
  deps: Pick<ReviewDeps, 'pool' | 'clock' | 'catalog'>,
  actor: Actor,
  {
    observationId,
    decision,
    correctedPrice,
  }: Pick<ReviewInput, 'observationId' | 'decision' | 'correctedPrice'>,
): Promise<CasePreview> {
  const row = await readDecidable(deps, actor, observationId);
  const now = deps.clock.now();
  const wish = { decision, correctedPrice, person: personBehind(actor) };
  const { outcome, effect } = await foreseeReview(deps, row, caseOf(row, now), wish, now);
  const step = outcome.ok ? outcome.step : null;
  // The end of a question or of a proposal moves nothing, whatever was decided before it.
  const moves = step?.takesEffect || step?.state === 'proposed' ? effect : null;
  return { state: step?.state ?? null, region: moves?.region ?? null, nation: moves?.nation ?? null };
}
