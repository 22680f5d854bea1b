import type { Pool } from 'pg';
import type { StoredCheckpoint } from './read-checkpoints';

/** The largest checkpoint that enough witnesses cosigned, as published; null before the first. */
export async function readLastCosigned(pool: Pool): Promise<StoredCheckpoint | null> {
  const { rows } = await pool.query<{ size: string; root: Buffer; note: string; created_at: Date }>(
    `SELECT c.size::text, k.root, c.note, k.created_at FROM ledger_cosigned c
     JOIN ledger_checkpoint k ON k.size = c.size ORDER BY c.size DESC LIMIT 1`,
  );
  const [row] = rows;
  if (row === undefined) return null;
  return { size: Number(row.size), root: row.root, note: row.note, createdAt: row.created_at.getTime() };
}

/** A note with cosignatures as it is kept. */
export interface CosignedNote {
  readonly size: number;
  readonly note: string;
}

/** Cosigned notes of more than `after` leaves, smallest first, at most `limit`. */
export async function readCosignedAfter(
  pool: Pool,
  after: number,
  limit: number,
): Promise<readonly CosignedNote[]> {
  const { rows } = await pool.query<CosignedNote>(
    `SELECT size::float8 AS size, note FROM ledger_cosigned WHERE ledger_cosigned.size > $1
     ORDER BY ledger_cosigned.size LIMIT $2`,
    [after, limit],
  );
  return rows;
}

/**
 * Keeps a cosigned note, unless one of its size is kept, as another instance may have asked the witnesses, too.
 * @param at ms since 1970
 * @returns whether this one is kept
 */
export async function writeCosigned(pool: Pool, size: number, note: string, at: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    'INSERT INTO ledger_cosigned (size, note, created_at) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING',
    [size, note, new Date(at)],
  );
  return rowCount === 1;
}
