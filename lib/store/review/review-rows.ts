import { laneFromNumber } from '@/lib/market/lane';
import type { CaseState, ReviewAct, ReviewRow } from '@/lib/market/review';

/** A row of `review` as the driver gives it. */
export interface StoredReview {
  id: string;
  observation_id: string;
  act: string;
  state: string;
  lapses_to: string | null;
  from_lane: number;
  to_lane: number;
  reason: string;
  note: string;
  corrected_price: number | null;
  correction_id: string | null;
  answers: string | null;
  actor_kind: string;
  actor_id: string;
  issuer_id: string | null;
  decided_at: Date;
  due_at: Date | null;
}

export const REVIEW_COLUMNS = `id::text AS id, observation_id::text AS observation_id, act, state, lapses_to, from_lane,
  to_lane, reason, note, corrected_price, correction_id::text AS correction_id, answers::text AS answers,
  actor_kind, actor_id, decided_at, due_at,
  (SELECT t.user_id::text FROM api_token t WHERE review.actor_kind = 'api-token' AND t.id::text = review.actor_id)
    AS issuer_id`;

const number = (text: string | null) => (text === null ? null : Number(text));

/** Words of the columns are written by the review stage alone. */
export function toReviewRow(r: StoredReview): ReviewRow {
  return {
    id: Number(r.id),
    act: r.act as ReviewAct,
    state: r.state as CaseState,
    lapsesTo: r.lapses_to as CaseState | null,
    from: laneFromNumber(r.from_lane),
    to: laneFromNumber(r.to_lane),
    reason: r.reason,
    note: r.note,
    correctedPrice: r.corrected_price,
    correctionId: number(r.correction_id),
    answers: number(r.answers),
    actor: `${r.actor_kind}:${r.actor_id}`,
    person: r.issuer_id === null ? `${r.actor_kind}:${r.actor_id}` : `user:${r.issuer_id}`,
    at: r.decided_at.getTime(),
    dueAt: r.due_at?.getTime() ?? null,
  };
}
