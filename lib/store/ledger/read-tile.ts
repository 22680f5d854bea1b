import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { TileKey } from './read-tiles';

/** Signature, flags, and the length of an extension that PostgreSQL does not use (its manual, "COPY, Binary Format"). */
const HEADER = 11 + 4 + 4;
/** Columns of the row, then the length of the first. */
const ROW = 2 + 4;

/**
 * One stored tile or bundle, as `readTiles` has it; null when it is not stored. It comes by binary COPY: as a column of
 * a result, the hundred kilobytes of a bundle are written as hex digits and read as text, which takes longer than all
 * the rest of serving them.
 *
 * @throws RangeError when the key is none
 */
export async function readTile(pool: Pool, { level, id }: TileKey): Promise<Uint8Array | null> {
  if (!Number.isSafeInteger(level) || !Number.isSafeInteger(id))
    throw new RangeError('a tile has two numbers');
  const client = await pool.connect();
  let broken = true;
  try {
    const query = `SELECT data FROM ledger_tile WHERE level = ${level} AND id = ${id}`;
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`))) {
      chunks.push(chunk as Buffer);
    }
    broken = false;
    return onlyColumn(Buffer.concat(chunks));
  } finally {
    client.release(broken);
  }
}

/** The one value of a binary COPY of one row or none. */
function onlyColumn(copied: Buffer): Buffer | null {
  if (copied.readInt16BE(HEADER) !== 1) return null;
  const start = HEADER + ROW;
  return copied.subarray(start, start + copied.readInt32BE(start - 4));
}
