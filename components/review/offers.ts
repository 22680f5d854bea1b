import type { CaseCard } from '@/lib/live/review';
import type { Decision } from '@/lib/market/review';

type Standing = Pick<CaseCard, 'may_decide' | 'barred' | 'state' | 'lane' | 'handed_on'> & {
  readonly pending: Pick<NonNullable<CaseCard['pending']>, 'act'> | null;
};

/**
 * Whether a case as it stands can take a decision, so that nobody writes a reason for what would only be refused. The
 * server alone decides: it says no to what changed meanwhile.
 */
export function offers(card: Standing | null, decision: Decision): boolean {
  if (card === null || !card.may_decide || card.barred) return false;
  const { state, lane, pending } = card;
  if (decision === 'decline') return pending !== null;
  if (decision === 'undo') return state === 'decided' || state === 'asked' || pending?.act === 'undo';
  // What is decided, and what somebody proposes to take back, is first taken back.
  if (state === 'decided' || pending?.act === 'undo') return false;
  if (decision === 'ask_again' && (card.handed_on || state === 'asked')) return false;
  const counts = lane === 'accepted' && (state === 'standing' || state === 'settled' || state === 'open');
  return !counts || (decision !== 'accept' && decision !== 'ask_again');
}
