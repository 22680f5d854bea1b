import type { Pool } from 'pg';
import type { ReviewRow } from '@/lib/market/review';
import { REVIEW_COLUMNS, type StoredReview, toReviewRow } from '../review/review-rows';

/** A later decision about a price, by the position of its leaf. */
export interface LaterDecision {
  readonly index: number;
  /** What a person did; null for a second look of the judge. */
  readonly review: ReviewRow | null;
  /** Its reasons as stored; null when it moved no lane. */
  readonly detail: string | null;
}

/** What was decided, proposed or asked about the price at a position after its first verdict, oldest first. */
export async function readLaterDecisions(pool: Pool, observation: number): Promise<readonly LaterDecision[]> {
  const [verdicts, reviews] = await Promise.all([
    pool.query<{ index: number; detail: string }>({
      name: 'ledger-about',
      text: `SELECT id::float8 AS index, detail::text AS detail FROM later_verdict
             WHERE observation_id = $1`,
      values: [observation],
    }),
    pool.query<StoredReview>({
      name: 'ledger-about-reviews',
      text: `SELECT ${REVIEW_COLUMNS} FROM review WHERE observation_id = $1`,
      values: [observation],
    }),
  ]);
  const found = new Map<number, LaterDecision>();
  for (const { index, detail } of verdicts.rows) found.set(index, { index, review: null, detail });
  for (const review of reviews.rows.map(toReviewRow)) {
    found.set(review.id, { index: review.id, review, detail: found.get(review.id)?.detail ?? null });
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}
