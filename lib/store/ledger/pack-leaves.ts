import type { Pool, PoolClient } from 'pg';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import { BUNDLED, HASHED } from './read-leaves';

/** Packing and signing are done by one instance at a time; the database frees the lock when it dies. */
export const PUBLISH_LOCK = LOCK_KEYS.ledger;

/**
 * Root of a full tile: the hash that stands at `position` of tile level `level`, which is the one above it.
 * Throws when it is known to be another; then nothing is packed.
 */
export type TileRoot = (tile: Uint8Array, level: number, position: number) => Uint8Array;

export interface Packing {
  /** Groups of 256 leaves to pack at most. */
  readonly most: number;
  /** Groups that may be packed: those before this one. */
  readonly end: number;
  readonly rootOf: TileRoot;
}

export interface Packed {
  /** Groups packed by this call; 0 also while another instance packs. */
  readonly packed: number;
  /** The first group that is not packed; null while another instance packs. */
  readonly next: number | null;
  /** Leaves that are stored, packed or not; 0 while another instance packs. */
  readonly stored: number;
}

const PACK = `
WITH full_groups AS (
  SELECT id / 256 AS id, string_agg(${BUNDLED}, ''::bytea ORDER BY id) AS bundle,
         string_agg(${HASHED}, ''::bytea ORDER BY id) AS hashes
  FROM ledger_leaves($1::bigint * 256, $2::bigint * 256)
  GROUP BY id / 256 HAVING count(*) = 256
), bundles AS (
  INSERT INTO ledger_tile (level, id, data) SELECT -1, id, bundle FROM full_groups
), hashed AS (
  INSERT INTO ledger_tile (level, id, data) SELECT 0, id, hashes FROM full_groups RETURNING id, data
)
SELECT data FROM hashed ORDER BY id`;

const GROW = `
INSERT INTO ledger_tile AS t (level, id, data) VALUES ($1, $2, $3)
ON CONFLICT (level, id) DO UPDATE SET data = t.data || excluded.data
RETURNING data`;

/**
 * Packs the next full groups of 256 leaves into bundles and tiles, in one transaction. The leaves stay until
 * {@link clearPackedLeaves}. Nothing is packed when it throws; safe to call at once from many instances, of which one
 * packs.
 *
 * @throws Error when a leaf is missing below the head, or what `rootOf` throws
 */
export async function packLeaves(pool: Pool, packing: Packing): Promise<Packed> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    const packed = (await takeLock(client))
      ? await packNext(client, packing)
      : { packed: 0, next: null, stored: 0 };
    await client.query('COMMIT');
    broken = false;
    return packed;
  } finally {
    // Ending the connection undoes what was not committed and frees the lock.
    client.release(broken);
  }
}

async function takeLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS got', [
    PUBLISH_LOCK,
  ]);
  return rows[0]?.got === true;
}

async function packNext(client: PoolClient, { most, end: past, rootOf }: Packing): Promise<Packed> {
  const { rows } = await client.query<{ next: number; stored: number }>(
    `SELECT (SELECT COALESCE(max(id) + 1, 0) FROM ledger_tile WHERE level = -1)::float8 AS next,
            (SELECT size FROM ledger_head WHERE id = 1)::float8 AS stored`,
  );
  const { next = 0, stored = 0 } = rows[0] ?? {};
  const end = Math.min(Math.floor(stored / 256), past, next + most);
  if (end <= next) return { packed: 0, next, stored };
  const tiles = await client.query<{ data: Buffer }>({
    name: 'ledger-pack',
    text: PACK,
    values: [next, end],
  });
  if (tiles.rows.length !== end - next) {
    throw new Error(`a leaf is missing between ${next * 256} and ${end * 256 - 1}`);
  }
  await growAbove(
    client,
    next,
    tiles.rows.map((row, i) => rootOf(row.data, 1, next + i)),
    rootOf,
  );
  return { packed: end - next, next: end, stored };
}

/** Adds hashes to level 1 from position `first` on, and the roots of tiles that become full further up. */
async function growAbove(
  client: PoolClient,
  first: number,
  roots: readonly Uint8Array[],
  rootOf: TileRoot,
): Promise<void> {
  let position = first;
  let hashes = roots;
  for (let level = 1; hashes.length > 0; level++) {
    const above: Uint8Array[] = [];
    const start = Math.floor(position / 256);
    for (let done = 0; done < hashes.length; ) {
      const id = Math.floor((position + done) / 256);
      const part = hashes.slice(done, (id + 1) * 256 - position);
      const { rows } = await client.query<{ data: Buffer }>({
        name: 'ledger-grow',
        text: GROW,
        values: [level, id, Buffer.concat(part)],
      });
      done += part.length;
      const data = rows[0]?.data;
      if (data?.length !== (((position + done - 1) % 256) + 1) * 32) {
        throw new Error(`tile ${id} of level ${level} does not end where it should`);
      }
      if (data.length === 8192) above.push(rootOf(data, level + 1, id));
    }
    position = start;
    hashes = above;
  }
}

const CLEARED_AT_ONCE = 16_384;
/** Statements in one call, so that it does not take long. */
const MOST_CLEARINGS = 8;

/**
 * Deletes runs of leaves that are packed, of the first `signed` leaves only: what nobody vouched for stays as
 * it came. Of many it deletes the first, and the others when it is called again.
 * @returns how many runs went
 */
export async function clearPackedLeaves(pool: Pool, signed: number): Promise<number> {
  const { rows } = await pool.query<{ first: string | null; packed: string }>(
    `SELECT (SELECT min(id)::text FROM ledger_run) AS first,
            (SELECT COALESCE(max(id) + 1, 0) * 256 FROM ledger_tile WHERE level = -1)::text AS packed`,
  );
  const [row] = rows;
  if (row?.first == null) return 0;
  const end = Math.min(Number(row.packed), signed);
  const first = Number(row.first);
  const past = Math.min(end, first + MOST_CLEARINGS * CLEARED_AT_ONCE);
  let cleared = 0;
  for (let from = first; from < past; from += CLEARED_AT_ONCE) {
    const to = Math.min(past, from + CLEARED_AT_ONCE);
    const done = await pool.query('DELETE FROM ledger_run WHERE id >= $1 AND id < $2 AND id + n <= $3', [
      from,
      to,
      end,
    ]);
    cleared += done.rowCount ?? 0;
  }
  return cleared;
}

/** Groups of 256 leaves that are packed. */
export async function countPacked(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT COALESCE(max(id) + 1, 0)::float8 AS n FROM ledger_tile WHERE level = -1',
  );
  return rows[0]?.n ?? 0;
}
