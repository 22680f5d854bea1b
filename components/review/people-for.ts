import type { CaseCard, CasePreview } from '@/lib/live/review';
import type { Choice } from './review-fetch';

/** How many people a decision takes, as far as it is known before it is sent; each has words under `review.form.people`. */
export type PeopleNeeded = 'first' | 'proposer' | 'second' | null;

/**
 * `second` where deciding the same confirms what somebody else proposed, `proposer` where it is one's own proposal once
 * more and will be refused, `first` where the server foresees that it becomes a proposal.
 *
 * @param price that a correction is to; `null` with any other decision
 */
export function peopleFor(
  { decision, price }: Pick<Choice, 'decision' | 'price'>,
  pending: CaseCard['pending'],
  preview: CasePreview | null,
): PeopleNeeded {
  if (pending?.act === decision && pending.corrected_price === price)
    return pending.mine ? 'proposer' : 'second';
  return preview?.state === 'proposed' ? 'first' : null;
}

/** Names a decision: who ends their own proposal withdraws it, anybody else declines it. */
export function actName(
  decision: Choice['decision'],
  card: Pick<CaseCard, 'pending'> | null,
): Choice['decision'] | 'withdraw' {
  return decision === 'decline' && card?.pending?.mine === true ? 'withdraw' : decision;
}
