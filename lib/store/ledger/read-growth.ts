import type { Pool } from 'pg';
import type { StoredCheckpoint } from './read-checkpoints';

/** Size of the log at the end of a stretch of time. */
export interface GrowthPoint {
  /** ms since 1970. */
  readonly at: number;
  readonly size: number;
}

/** The largest tree that was signed in each stretch of `stepMs` from `from` on, oldest first. */
export async function readGrowth(pool: Pool, from: number, stepMs: number): Promise<readonly GrowthPoint[]> {
  const { rows } = await pool.query<GrowthPoint>(
    `SELECT max(extract(epoch FROM created_at) * 1000)::float8 AS at, max(size)::float8 AS size
     FROM ledger_checkpoint WHERE created_at >= $1
     GROUP BY floor(extract(epoch FROM created_at) * 1000 / $2::float8) ORDER BY 1`,
    [new Date(from), stepMs],
  );
  return rows;
}

/** When the first tree was signed that is kept, ms since 1970; null before. */
export async function readFirstSigning(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ at: Date | null }>(
    'SELECT min(created_at) AS at FROM ledger_checkpoint',
  );
  return rows[0]?.at?.getTime() ?? null;
}

/** The newest checkpoints below `before` leaves (all when null), largest first. */
export async function readNewestCheckpoints(
  pool: Pool,
  before: number | null,
  limit: number,
): Promise<readonly StoredCheckpoint[]> {
  const { rows } = await pool.query<{ size: string; root: Buffer; note: string; created_at: Date }>(
    `SELECT k.size::text, k.root, COALESCE(c.note, k.note) AS note, k.created_at
     FROM ledger_checkpoint k LEFT JOIN ledger_cosigned c ON c.size = k.size
     WHERE $1::bigint IS NULL OR k.size < $1 ORDER BY k.size DESC LIMIT $2`,
    [before, limit],
  );
  return rows.map((row) => ({
    size: Number(row.size),
    root: row.root,
    note: row.note,
    createdAt: row.created_at.getTime(),
  }));
}
