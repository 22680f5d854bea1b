import type { Pool } from 'pg';
import { BUNDLES, type TileKey } from './read-tiles';

/** What a proof is made of that is stored packed; null for each part that is not. */
export interface ProofParts {
  readonly entry: Uint8Array | null;
  readonly tiles: readonly (Uint8Array | null)[];
}

/**
 * The leaf at a position and the tiles that its proof needs, in one round trip. Each part is a question of its own
 * in one row: with the keys in arrays, PostgreSQL plans a join anew for every proof, which takes as long as reading.
 */
export async function readProofParts(
  pool: Pool,
  index: number,
  keys: readonly TileKey[],
): Promise<ProofParts> {
  const { rows } = await pool.query<(Buffer | null)[]>({
    name: `ledger-proof-${keys.length}`,
    text: questionOf(keys.length),
    values: [Math.floor(index / 256), index % 256, ...keys.flatMap(({ level, id }) => [level, id])],
    rowMode: 'array',
  });
  const [entry = null, ...tiles] = rows[0] ?? [];
  return { entry, tiles };
}

const questions: string[] = [];

/** @param tiles a handful: a tree of 256⁵ leaves has five levels of them */
function questionOf(tiles: number): string {
  questions[tiles] ??= `SELECT ${[
    `ledger_entry((SELECT data FROM ledger_tile WHERE level = ${BUNDLES} AND id = $1), $2)`,
    ...Array.from({ length: tiles }, (_, i) => {
      return `(SELECT data FROM ledger_tile WHERE level = $${2 * i + 3} AND id = $${2 * i + 4})`;
    }),
  ].join(', ')}`;
  return questions[tiles];
}
