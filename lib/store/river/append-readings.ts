import type { Pool, PoolClient } from 'pg';
import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Market } from '@/lib/market/market';
import type { Region } from '@/lib/market/region';
import { insertRows } from './insert-rows';
import { rollupDeltas } from './rollup-deltas';
import { addToRollups } from './update-rollups';

/** Size and right edge of the ledger's tree, as the head row keeps them. */
export interface LedgerHead {
  readonly size: number;
  readonly frontier: Uint8Array;
}

/** What sealing a batch at a given head yields: one entry a price, in order, and the edge after them. */
export interface SealedBatch {
  /** Canonical leaf texts. */
  readonly entries: readonly string[];
  readonly frontier: Uint8Array;
}

/** Pure: given the head and the batch's first free position, makes the leaves. */
export type Seal = (head: LedgerHead, batch: readonly JudgedReading[], publishedAt: number) => SealedBatch;

export interface AppendResult {
  /** Ledger size before and after. */
  readonly from: number;
  readonly to: number;
}

export interface Places {
  readonly markets: ReadonlyMap<number, Market>;
  readonly regions: ReadonlyMap<number, Region>;
}

/**
 * Writes a batch in one transaction: readings, observations, verdicts, leaves, the head and the rollups.
 * Positions are gapless because the head row is locked first, by every instance alike. Durable once it
 * returns; nothing is written when it throws.
 *
 * @param batch readings with keys that differ from each other
 * @throws the driver's error; code 23505 on `reading_pkey` when one of the readings was stored before
 */
export async function appendReadings(
  pool: Pool,
  places: Places,
  batch: readonly JudgedReading[],
  publishedAt: number,
  seal: Seal,
): Promise<AppendResult> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    const head = await beginAndLockHead(client);
    const sealed = seal(head, batch, publishedAt);
    const to = head.size + sealed.entries.length;
    await insertRows(client, { batch, publishedAt, head, sealed });
    await addToRollups(client, rollupDeltas(batch, places));
    await client.query('COMMIT');
    return { from: head.size, to };
  } catch (error) {
    broken = error;
    throw error;
  } finally {
    await release(client, broken);
  }
}

/** Locks the head in the transaction's first round trip. */
async function beginAndLockHead(client: PoolClient): Promise<LedgerHead> {
  // Two statements in one message: the driver answers with one result each.
  const results = (await client.query(
    'BEGIN; SELECT size::text AS size, frontier FROM ledger_head WHERE id = 1 FOR UPDATE',
  )) as unknown as readonly { rows: readonly { size: string; frontier: Buffer }[] }[];
  const row = results[1]?.rows[0];
  if (row === undefined) throw new Error('the ledger has no head row: migrations did not run');
  return { size: Number(row.size), frontier: row.frontier };
}

/** Rolls back after an error; a connection that cannot even do that is thrown away. */
async function release(client: PoolClient, broken: unknown): Promise<void> {
  if (broken === undefined) {
    client.release();
    return;
  }
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
