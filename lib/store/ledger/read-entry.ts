import type { Pool } from 'pg';

const READ = `
SELECT COALESCE(
  (SELECT ledger_entry(data, ($1::bigint % 256)::int) FROM ledger_tile WHERE level = -1 AND id = $1::bigint / 256),
  (SELECT entry FROM ledger_leaves($1::bigint, $1::bigint + 1))) AS entry`;

/** Canonical bytes of the leaf at a position, packed or waiting; null when it is not stored. */
export async function readEntry(pool: Pool, index: number): Promise<Uint8Array | null> {
  const { rows } = await pool.query<{ entry: Buffer | null }>({
    name: 'ledger-entry',
    text: READ,
    values: [index],
  });
  return rows[0]?.entry ?? null;
}

const SLICE = `SELECT substring(data FROM $2 FOR $3) AS entry FROM ledger_tile WHERE level = -1 AND id = $1`;

/**
 * Bytes `[from, to)` of a packed bundle: of one whose entries' places are known, PostgreSQL unpacks no more than it must,
 * which takes a tenth of the time. Null when it is not stored.
 */
export async function readBundleSlice(
  pool: Pool,
  bundle: number,
  from: number,
  to: number,
): Promise<Uint8Array | null> {
  const { rows } = await pool.query<{ entry: Buffer | null }>({
    name: 'ledger-slice',
    text: SLICE,
    values: [bundle, from + 1, to - from],
  });
  return rows[0]?.entry ?? null;
}
