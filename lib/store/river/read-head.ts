import type { Pool } from 'pg';
import type { LedgerHead } from './ledger-head';

/** The ledger's head as committed, without a lock. */
export async function readHead(pool: Pick<Pool, 'query'>): Promise<LedgerHead> {
  const { rows } = await pool.query<{ size: string; frontier: Buffer }>(
    'SELECT size::text AS size, frontier FROM ledger_head WHERE id = 1',
  );
  const row = rows[0];
  if (row === undefined) throw new Error('the ledger has no head row: migrations did not run');
  return { size: Number(row.size), frontier: row.frontier };
}
