import type { Pool } from 'pg';
import { numberArray } from '../array-literal';
import { BUNDLES, type TileKey } from './read-tiles';

const READ = `
SELECT CASE WHEN w.level = ${BUNDLES} THEN ledger_entry(t.data, $3) ELSE t.data END AS data
FROM unnest($1::smallint[], $2::bigint[]) WITH ORDINALITY AS w (level, id, n)
LEFT JOIN ledger_tile t ON t.level = w.level AND t.id = w.id ORDER BY w.n`;

/** What a proof is made of that is stored packed; null for each part that is not. */
export interface ProofParts {
  readonly entry: Uint8Array | null;
  readonly tiles: readonly (Uint8Array | null)[];
}

/** The leaf at a position and the tiles that its proof needs, in one round trip. */
export async function readProofParts(
  pool: Pool,
  index: number,
  keys: readonly TileKey[],
): Promise<ProofParts> {
  const wanted = [{ level: BUNDLES, id: Math.floor(index / 256) }, ...keys];
  const { rows } = await pool.query<{ data: Buffer | null }>({
    name: 'ledger-proof',
    text: READ,
    values: [numberArray(wanted.map((k) => k.level)), numberArray(wanted.map((k) => k.id)), index % 256],
  });
  const [entry = null, ...tiles] = rows.map((row) => row.data);
  return { entry, tiles };
}
