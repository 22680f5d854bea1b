import type { Pool } from 'pg';
import { numberArray } from '../array-literal';

/** Level under which entry bundles are kept; tiles of hashes have the level of the specification. */
export const BUNDLES = -1;

export interface TileKey {
  readonly level: number;
  readonly id: number;
}

const READ = `
SELECT t.data FROM unnest($1::smallint[], $2::bigint[]) WITH ORDINALITY AS w (level, id, n)
LEFT JOIN ledger_tile t ON t.level = w.level AND t.id = w.id ORDER BY w.n`;

/**
 * Stored tiles in the order asked for; null where none is stored. Bundles and tiles of level 0 are always
 * full; above them the last one of a level holds as many hashes as are known.
 */
export async function readTiles(pool: Pool, keys: readonly TileKey[]): Promise<(Uint8Array | null)[]> {
  if (keys.length === 0) return [];
  const { rows } = await pool.query<{ data: Buffer | null }>({
    name: 'ledger-tiles',
    text: READ,
    values: [numberArray(keys.map((k) => k.level)), numberArray(keys.map((k) => k.id))],
  });
  return rows.map((row) => row.data);
}
