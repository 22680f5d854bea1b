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

/** Keeps a cosigned note, unless one of its size is kept. @param at ms since 1970 */
export async function writeCosigned(pool: Pool, size: number, note: string, at: number): Promise<void> {
  await pool.query(
    'INSERT INTO ledger_cosigned (size, note, created_at) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING',
    [size, note, new Date(at)],
  );
}
