import type { Pool, PoolClient } from 'pg';
import { PROVENANCE_NUMBER, type Provenance } from '@/lib/market/provenance';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import { copyLines } from '../import/copy-lines';
import { sumDays } from '../import/day-totals';
import { writeDays } from '../import/write-days';
import { runsFrom } from '../ledger/runs';
import type { LedgerHead, Places, SealedBatch } from './ledger-head';

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

/**
 * Makes the batch's one leaf. First it learns the id of the first row (the others count down from it) and
 * hashes the rows; what it returns is called when the head is locked, and is quick.
 */
export type SealHistory = (firstId: number) => (head: LedgerHead) => SealedBatch;

/** Two loaders at once would take overlapping ranges of ids. */
const LOADER_LOCK = LOCK_KEYS.loader;

const COPY = `COPY observation (id, observed_at, received_at, published_at, reading_id, market_id, region_id,
  commodity_id, price, lane, provenance) FROM STDIN`;

/**
 * Writes history in one transaction: observations by COPY, day rollups, one leaf. Hour rollups hold what
 * devices sent and stay as they are. Readings wait from the rollups to the commit, so a batch of some
 * thousand rows holds them up for a tenth of a second. Safe to call at once; nothing is written when it throws.
 *
 * @param batch at least one price
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
    const sealAt = seal(firstId);
    const days = sumDays(batch.prices, places.regions, batch.provenance === 'simulated');
    await copyRows(client, batch, firstId);
    // Head before rollups, as every writer does: in the other order a reading and a batch could wait for
    // each other.
    const { rows } = await client.query<{ size: string; frontier: Buffer }>(
      'SELECT size::text AS size, frontier FROM ledger_head WHERE id = 1 FOR UPDATE',
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the ledger has no head row: migrations did not run');
    const head = { size: Number(row.size), frontier: row.frontier };
    await writeDays(client, days);
    await writeLeaf(client, head, sealAt(head));
    await client.query('COMMIT');
    broken = false;
    return head.size;
  } finally {
    // A connection that failed in the middle of a COPY is in no state to be used again.
    client.release(broken);
  }
}

/**
 * Takes `count` ids at once, one loader at a time for the length of the statement; a gap after a failed batch
 * does no harm.
 *
 * @returns the first, the highest
 */
async function reserveIds(client: PoolClient, count: number): Promise<number> {
  const { rows } = await client.query<{ last: string }>(
    `SELECT setval('imported_id_seq', nextval('imported_id_seq') - $1::int + 1)::text AS last
     FROM (SELECT pg_advisory_xact_lock($2)) AS turn`,
    [count, LOADER_LOCK],
  );
  return Number(rows[0]?.last) + count - 1;
}

async function copyRows(client: PoolClient, batch: HistoryBatch, firstId: number): Promise<void> {
  await copyLines(client, COPY, lines(batch, firstId));
}

function* lines({ prices, provenance, receivedAt }: HistoryBatch, firstId: number): Generator<string> {
  const received = new Date(receivedAt).toISOString();
  const end = `\t0\t${PROVENANCE_NUMBER[provenance]}\n`;
  let id = firstId;
  let time = Number.NaN;
  let times = '';
  for (const p of prices) {
    // Prices of one visit lie together and share their time.
    if (p.observedAt !== time) {
      time = p.observedAt;
      times = `\t${new Date(time).toISOString()}\t${received}\t${received}\t\\N\t`;
    }
    yield `${id--}${times}${p.marketId}\t${p.regionId}\t${p.commodityId}\t${p.price}${end}`;
  }
}

async function writeLeaf(client: PoolClient, head: LedgerHead, sealed: SealedBatch): Promise<void> {
  if (sealed.count !== 1) throw new Error('a batch of history has one leaf');
  await client.query(runsFrom('$1', '$2', '$3'), [...sealed.runs.values]);
  await client.query('UPDATE ledger_head SET size = $1, frontier = $2, updated_at = now() WHERE id = 1', [
    head.size + 1,
    sealed.frontier,
  ]);
}
