import type { Pool } from 'pg';

/** A signed head as it was published. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  /** ms since 1970. */
  readonly createdAt: number;
}

interface Row {
  size: string;
  root: Buffer;
  note: string;
  created_at: Date;
}

/** The largest tree that was signed, null before the first. */
export async function readLastCheckpoint(pool: Pick<Pool, 'query'>): Promise<StoredCheckpoint | null> {
  const { rows } = await pool.query<Row>(
    'SELECT size::text, root, note, created_at FROM ledger_checkpoint ORDER BY ledger_checkpoint.size DESC LIMIT 1',
  );
  const [row] = rows;
  if (row === undefined) return null;
  return { size: Number(row.size), root: row.root, note: row.note, createdAt: row.created_at.getTime() };
}

/** Size and root of every tree that was signed and is kept, smallest first. */
export async function readCheckpointHeads(
  pool: Pool,
): Promise<{ readonly size: number; readonly root: Uint8Array }[]> {
  const { rows } = await pool.query<Pick<Row, 'size' | 'root'>>(
    'SELECT size::text, root FROM ledger_checkpoint ORDER BY ledger_checkpoint.size',
  );
  return rows.map((row) => ({ size: Number(row.size), root: row.root }));
}

/** Checkpoints of more than `after` leaves, smallest first, at most `limit`. */
export async function readCheckpointsAfter(
  pool: Pool,
  after: number,
  limit: number,
): Promise<readonly StoredCheckpoint[]> {
  const { rows } = await pool.query<Row>(
    `SELECT size::text, root, note, created_at FROM ledger_checkpoint
     WHERE ledger_checkpoint.size > $1 ORDER BY ledger_checkpoint.size LIMIT $2`,
    [after, limit],
  );
  return rows.map((row) => ({
    size: Number(row.size),
    root: row.root,
    note: row.note,
    createdAt: row.created_at.getTime(),
  }));
}
