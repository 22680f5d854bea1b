import type { Pool } from 'pg';
import { readProofParts } from './read-proof-parts';

/** Canonical bytes of the leaf at a position, packed or waiting; null when it is not stored. */
export async function readEntry(pool: Pool, index: number): Promise<Uint8Array | null> {
  const { entry } = await readProofParts(pool, index, []);
  return entry ?? readWaiting(pool, index);
}

/** Asked for by itself: together with the packed ones PostgreSQL would plan it anew for every leaf. */
async function readWaiting(pool: Pool, index: number): Promise<Uint8Array | null> {
  const { rows } = await pool.query<{ entry: Buffer | null }>({
    name: 'ledger-entry-waiting',
    text: 'SELECT entry FROM ledger_leaves($1::bigint, $1::bigint + 1)',
    values: [index],
  });
  return rows[0]?.entry ?? null;
}
