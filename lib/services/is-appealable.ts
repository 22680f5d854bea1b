import { type Actor, personBehind } from '@/lib/auth/actor';
import { canAppeal, type ReviewedPrice } from '@/lib/auth/review-permissions';
import type { ReviewCase } from '@/lib/review/case';
import { appealStep } from '@/lib/review/step';

/**
 * Whether this reporter is offered an appeal. Whose price was let in has nothing to appeal against.
 *
 * @param now ms
 */
export function isAppealable(actor: Actor, price: ReviewedPrice, at: ReviewCase, now: number): boolean {
  const against = at.decided !== null && at.decided.act !== 'accept';
  return against && canAppeal(actor, price) && appealStep(at, personBehind(actor), now).ok;
}
