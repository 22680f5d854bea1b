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
