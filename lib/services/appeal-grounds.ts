import { MAX_NOTE, MIN_NOTE, REVIEW_REASONS } from '@/lib/market/review';
import { collectRefusals } from './refusals';

/** Why somebody appeals, as a form says it. @throws SmpError INVALID that names every field at fault */
export function readAppealGrounds(
  reason: string,
  said: string,
): { readonly reason: string; readonly note: string } {
  const refusals = collectRefusals();
  const note = said.trim();
  if (!REVIEW_REASONS.appeal.includes(reason)) refusals.add('reason', 'bad_reason', 'Choose a reason.');
  if (note.length < MIN_NOTE)
    refusals.add('note', 'short_reason', `Say in at least ${MIN_NOTE} characters why.`);
  if (note.length > MAX_NOTE) refusals.add('note', 'long_reason', `Use at most ${MAX_NOTE} characters.`);
  refusals.settle();
  return { reason, note };
}
