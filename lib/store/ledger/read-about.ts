import type { Pool } from 'pg';

/** A later decision about a price: the position of its leaf, and its reasons as stored. */
export interface LaterDecision {
  readonly index: number;
  readonly detail: string;
}

/** What was decided about the price at a position after its first verdict, oldest first. */
export async function readLaterDecisions(pool: Pool, observation: number): Promise<readonly LaterDecision[]> {
  const { rows } = await pool.query<LaterDecision>({
    name: 'ledger-about',
    text: `SELECT id::float8 AS index, detail::text AS detail FROM later_verdict
           WHERE observation_id = $1 ORDER BY id`,
    values: [observation],
  });
  return rows;
}
