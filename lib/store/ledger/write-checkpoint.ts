import type { Pool, PoolClient } from 'pg';
import type { LedgerHead } from '../river/ledger-head';
import { PUBLISH_LOCK } from './pack-leaves';
import { readLastCheckpoint, type StoredCheckpoint } from './read-checkpoints';

/**
 * Signs the head, given the last checkpoint that any instance stored; null when there is nothing to sign.
 * Called while no other instance signs.
 */
export type SignHead = (head: LedgerHead, last: StoredCheckpoint | null) => Promise<StoredCheckpoint | null>;

/**
 * Lets `sign` sign and stores what it made, in one transaction and on one instance at a time. A checkpoint
 * that is larger than all before is the only one that can be stored.
 *
 * @returns the last checkpoint that is stored, whoever made it
 */
export async function writeCheckpoint(pool: Pool, sign: SignHead): Promise<StoredCheckpoint | null> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ got: boolean; size: string; frontier: Buffer }>(
      `SELECT pg_try_advisory_xact_lock($1) AS got, size::text, frontier FROM ledger_head WHERE id = 1`,
      [PUBLISH_LOCK],
    );
    const last = await readLastCheckpoint(client);
    const [row] = rows;
    const fresh = row?.got ? await sign({ size: Number(row.size), frontier: row.frontier }, last) : null;
    if (fresh !== null) await insert(client, fresh);
    await client.query('COMMIT');
    broken = false;
    return fresh ?? last;
  } finally {
    client.release(broken);
  }
}

async function insert(client: PoolClient, checkpoint: StoredCheckpoint): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO ledger_checkpoint (size, root, note, created_at)
     SELECT $1::bigint, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM ledger_checkpoint WHERE size >= $1::bigint)`,
    [checkpoint.size, checkpoint.root, checkpoint.note, new Date(checkpoint.createdAt)],
  );
  if (rowCount !== 1) throw new Error('a checkpoint of this size or a larger one is stored already');
}

/**
 * Deletes checkpoints of more than a day ago but for the last of each minute, which say the same.
 * @returns how many went
 */
export async function thinCheckpoints(pool: Pool, now: number): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM ledger_checkpoint WHERE size IN (
       SELECT size FROM (
         SELECT size, row_number() OVER (PARTITION BY date_trunc('minute', created_at) ORDER BY size DESC) AS nth
         FROM ledger_checkpoint
         WHERE created_at < date_trunc('minute', $1::timestamptz - interval '25 hours')
           AND created_at > $1::timestamptz - interval '27 hours'
       ) AS numbered WHERE nth > 1)`,
    [new Date(now)],
  );
  return rowCount ?? 0;
}
