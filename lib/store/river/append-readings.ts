import type { PoolClient, QueryConfig } from 'pg';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { insertRows } from './insert-rows';
import type { LedgerHead, Places, Seal, SealedBatch } from './ledger-head';
import type { RiverLine } from './river-line';
import { rollupDeltas } from './rollup-deltas';

export interface AppendResult {
  /** Ledger size before and after. */
  readonly from: number;
  readonly to: number;
  /** What the next batch of this process may start from, unless another process is faster. */
  readonly head: LedgerHead;
  /** The head before. */
  readonly before: LedgerHead;
  readonly filled: SealedBatch['filled'];
}

export interface AppendInput {
  readonly places: Places;
  /** Readings with keys that differ from each other. */
  readonly batch: readonly JudgedReading[];
  /** ms since 1970. */
  readonly publishedAt: number;
  readonly seal: Seal;
}

/** A batch sealed and written down for the head behind which it is expected to stand. */
export interface PreparedBatch {
  readonly input: AppendInput;
  readonly head: LedgerHead;
  /** The head once it is stored. */
  readonly after: LedgerHead;
  readonly filled: SealedBatch['filled'];
  readonly statement: QueryConfig;
}

/** Raised by `refuse_ledger_head`: another writer was faster. */
const HEAD_MOVED = 'SL001';

/** All that needs no database; may be done while the batch before is being stored. */
export function prepareBatch(input: AppendInput, head: LedgerHead): PreparedBatch {
  const { batch, publishedAt, places } = input;
  const sealed = input.seal(head, batch);
  const statement = insertRows({ batch, publishedAt, head, sealed, deltas: rollupDeltas(batch, places) });
  const after = { size: head.size + sealed.count, frontier: sealed.frontier };
  return { input, head, after, filled: sealed.filled, statement };
}

/**
 * Writes a batch in one transaction: readings, observations with their verdicts, leaves, the head and the rollups.
 * The leaves are computed for the head that is expected, so that the whole transaction is one statement; when another
 * writer moved the head meanwhile, nothing is written and it is done again with the head locked. Positions are
 * gapless either way. Durable once it returns; nothing is written when it throws.
 *
 * @param failed told when the first attempt failed. It resolves once all that was sent on this line before is done with,
 *   so that a second attempt comes after it
 * @throws the driver's error; code 23505 on `reading_pkey` when one of the readings was stored before
 */
export async function appendReadings(
  line: RiverLine,
  prepared: PreparedBatch,
  failed: () => Promise<void> = async () => undefined,
): Promise<AppendResult> {
  try {
    await line.send(prepared.statement);
    return resultOf(prepared);
  } catch (error) {
    await failed();
    if ((error as { code?: unknown }).code !== HEAD_MOVED) throw error;
    return await attemptLocked(line, prepared.input);
  }
}

function resultOf({ head, after, filled }: PreparedBatch): AppendResult {
  return { from: head.size, to: after.size, head: after, before: head, filled };
}

async function attemptLocked(line: RiverLine, input: AppendInput): Promise<AppendResult> {
  const client = await line.connect();
  let broken = false;
  try {
    const prepared = prepareBatch(input, await lockHead(client));
    await client.query(prepared.statement);
    await client.query('COMMIT');
    return resultOf(prepared);
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Begins the transaction of a second attempt: nobody can be faster than who holds the row. */
async function lockHead(client: PoolClient): Promise<LedgerHead> {
  const outcomes = await Promise.all([
    client.query('BEGIN'),
    client.query<{ size: string; frontier: Buffer }>(
      'SELECT size::text AS size, frontier FROM ledger_head WHERE id = 1 FOR UPDATE',
    ),
  ]);
  const row = outcomes[1].rows[0];
  if (row === undefined) throw new Error('the ledger has no head row: migrations did not run');
  return { size: Number(row.size), frontier: row.frontier };
}
