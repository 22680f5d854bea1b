import type { CaseCard } from '@/lib/live/review';
import type { Choice } from './review-fetch';

/** How many people a decision takes, as far as it is known before it is sent; each has words under `review.form.people`. */
export type PeopleNeeded = 'first' | 'proposer' | 'second' | 'many' | null;

/**
 * `second` where deciding the same confirms what somebody else proposed, `proposer` where it is one's own proposal once
 * more and will be refused (a correction may be to another price), `first` where the effect is so large that it
 * becomes a proposal: the card knows the effect of letting a held price in and of taking an accepted one out.
 */
export function peopleFor(
  act: Choice['decision'],
  card: Pick<CaseCard, 'pending' | 'lane' | 'effect'> | null,
): PeopleNeeded {
  if (card === null) return null;
  const { pending, lane, effect } = card;
  if (pending?.act === act && !pending.mine) return 'second';
  if (pending?.act === act && act !== 'correct') return 'proposer';
  return effect.two_people && act === (lane === 'accepted' ? 'reject' : 'accept') ? 'first' : null;
}

/** The same of several cases at once, each of which may move averages far. */
export function peopleForMany(act: Choice['decision']): PeopleNeeded {
  return act === 'ask_again' || act === 'decline' ? null : 'many';
}

/** Names a decision: who ends their own proposal withdraws it, anybody else declines it. */
export function actName(
  decision: Choice['decision'],
  card: Pick<CaseCard, 'pending'> | null,
): Choice['decision'] | 'withdraw' {
  return decision === 'decline' && card?.pending?.mine === true ? 'withdraw' : decision;
}
