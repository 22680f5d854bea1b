import type { Pool } from 'pg';

/** An entry in a bundle: its length as two big-endian bytes, then its bytes (c2sp.org/tlog-tiles). */
export const BUNDLED = `substring(int4send(length(entry)) FROM 3 FOR 2) || entry`;

/** Hash of a leaf (RFC 6962, section 2.1). */
export const HASHED = `sha256('\\x00'::bytea || entry)`;

/**
 * The leaves `[from, to)` that wait to be packed, as a bundle.
 * @returns null unless every one of them is there
 */
export function readLeafBundle(pool: Pool, from: number, to: number): Promise<Uint8Array | null> {
  return readJoined(pool, 'ledger-leaf-bundle', BUNDLED, from, to);
}

/** Their hashes, one after the other; computed by the database, which spares the way of the entries. */
export function readLeafHashes(pool: Pool, from: number, to: number): Promise<Uint8Array | null> {
  return readJoined(pool, 'ledger-leaf-hashes', HASHED, from, to);
}

async function readJoined(
  pool: Pool,
  name: string,
  part: string,
  from: number,
  to: number,
): Promise<Uint8Array | null> {
  const { rows } = await pool.query<{ n: number; joined: Buffer | null }>({
    name,
    text: `SELECT count(*)::int AS n, string_agg(${part}, ''::bytea ORDER BY id) AS joined
           FROM ledger_leaves($1, $2)`,
    values: [from, to],
  });
  const [row] = rows;
  return row?.n === to - from ? row.joined : null;
}
