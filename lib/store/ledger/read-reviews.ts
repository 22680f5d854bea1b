import type { Pool } from 'pg';
import type { ReviewRow } from '@/lib/market/review';
import { REVIEW_COLUMNS, type StoredReview, toReviewRow } from '../review/review-rows';

/** What people did, as its row says it, with the salts that open the commitments of its leaf. */
export interface SealedReview {
  readonly observationId: number;
  readonly row: ReviewRow;
  /** `null` when there is none; empty when somebody was forgotten. */
  readonly actorSalt: Uint8Array | null;
  readonly noteSalt: Uint8Array | null;
}

/** The act whose leaf stands at a position; `null` when there is none. @param noteSubject name of its note's salt */
export async function readSealedReview(
  pool: Pool,
  index: number,
  noteSubject: string,
): Promise<SealedReview | null> {
  const { rows } = await pool.query<StoredReview & { actor_salt: Buffer | null; note_salt: Buffer | null }>({
    name: 'ledger-review',
    text: `SELECT ${REVIEW_COLUMNS},
      (SELECT salt FROM ledger_salt WHERE subject = actor_kind || ':' || actor_id) AS actor_salt,
      (SELECT salt FROM ledger_salt WHERE subject = $2) AS note_salt
      FROM review WHERE id = $1`,
    values: [index, noteSubject],
  });
  const [row] = rows;
  if (row === undefined) return null;
  return {
    observationId: Number(row.observation_id),
    row: toReviewRow(row),
    actorSalt: row.actor_salt,
    noteSalt: row.note_salt,
  };
}

/** Rows of acts below a size of the ledger, which are as many as their leaves. */
export async function countReviews(pool: Pool, size: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM review WHERE id < $1', [
    size,
  ]);
  return rows[0]?.n ?? 0;
}
