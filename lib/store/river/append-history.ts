import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { PROVENANCE_NUMBER, type Provenance } from '@/lib/market/provenance';
import type { LedgerHead, Places, SealedBatch } from './append-readings';
import { sumDeltas } from './rollup-deltas';
import { addToDays } from './update-rollups';

/** One accepted price of the past that no device sent. */
export interface HistoricPrice {
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  /** ms since 1970. */
  readonly observedAt: number;
}

export interface HistoryBatch {
  readonly prices: readonly HistoricPrice[];
  readonly provenance: Provenance;
  /** When they entered the platform, ms. */
  readonly receivedAt: number;
}

/** Makes the batch's one leaf at the head, knowing the id of its first row; the others count down from it. */
export type SealHistory = (head: LedgerHead, firstId: number) => SealedBatch;

const COPY = `COPY observation (id, observed_at, received_at, published_at, reading_id, market_id, region_id,
  commodity_id, price, lane, provenance) FROM STDIN`;

/**
 * Writes history in one transaction: observations by COPY, day rollups, one leaf. Hour rollups hold what
 * devices sent and stay as they are.
 *
 * @returns position of the leaf
 */
export async function appendHistory(
  pool: Pool,
  places: Places,
  batch: HistoryBatch,
  seal: SealHistory,
): Promise<number> {
  const client = await pool.connect();
  let broken = true;
  try {
    const firstId = await reserveIds(client, batch.prices.length);
    await client.query('BEGIN');
    await copyRows(client, batch, firstId);
    await addToDays(client, dayDeltas(batch, places));
    // The head is locked last and briefly, so that readings go on meanwhile.
    const { rows } = await client.query<{ size: string; frontier: Buffer }>(
      'SELECT size::text AS size, frontier FROM ledger_head WHERE id = 1 FOR UPDATE',
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the ledger has no head row: migrations did not run');
    const head = { size: Number(row.size), frontier: row.frontier };
    await writeLeaf(client, head, seal(head, firstId));
    await client.query('COMMIT');
    broken = false;
    return head.size;
  } finally {
    // A connection that failed in the middle of a COPY is in no state to be used again.
    client.release(broken);
  }
}

/** Takes `count` ids at once; a gap after a failed batch does no harm. @returns the first, the highest */
async function reserveIds(client: PoolClient, count: number): Promise<number> {
  const { rows } = await client.query<{ last: string }>(
    `SELECT setval('imported_id_seq', nextval('imported_id_seq') - $1 + 1)::text AS last`,
    [count],
  );
  return Number(rows[0]?.last) + count - 1;
}

async function copyRows(client: PoolClient, batch: HistoryBatch, firstId: number): Promise<void> {
  const received = new Date(batch.receivedAt).toISOString();
  const provenance = PROVENANCE_NUMBER[batch.provenance];
  function* lines(): Generator<string> {
    let chunk = '';
    let id = firstId;
    for (const p of batch.prices) {
      const observed = new Date(p.observedAt).toISOString();
      chunk += `${id--}\t${observed}\t${received}\t${received}\t\\N\t${p.marketId}\t${p.regionId}\t${p.commodityId}\t${p.price}\t0\t${provenance}\n`;
      if (chunk.length > 65_536) {
        yield chunk;
        chunk = '';
      }
    }
    if (chunk !== '') yield chunk;
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom(COPY)));
}

function dayDeltas(batch: HistoryBatch, places: Places) {
  const simulated = batch.provenance === 'simulated';
  return sumDeltas(
    batch.prices.map((p) => ({ ...p, simulated })),
    places,
  ).days;
}

async function writeLeaf(client: PoolClient, head: LedgerHead, sealed: SealedBatch): Promise<void> {
  const [entry] = sealed.entries;
  if (entry === undefined || sealed.entries.length !== 1) throw new Error('a batch of history has one leaf');
  await client.query(`INSERT INTO ledger_leaf (id, entry) VALUES ($1, convert_to($2, 'UTF8'))`, [
    head.size,
    entry,
  ]);
  await client.query('UPDATE ledger_head SET size = $1, frontier = $2, updated_at = now() WHERE id = 1', [
    head.size + 1,
    sealed.frontier,
  ]);
}
