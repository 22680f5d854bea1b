import type { Pool } from 'pg';
import { decodeLeaf, leafText } from '@/lib/ledger/leaf';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import { FoundFault, found } from '@/lib/ledger/log-source';
import { decodeBundle, TILE_WIDTH } from '@/lib/ledger/tiles';
import type { Catalog } from '@/lib/market/catalog';
import { findStrays } from '@/lib/store/ledger/find-strays';
import { countReviews } from '@/lib/store/ledger/read-reviews';
import { countSealedAudit, readSealedAudit } from '@/lib/store/ledger/read-sealed-audit';
import { readSealedRows, type SealedRows } from '@/lib/store/ledger/read-sealed-rows';
import { readHead } from '@/lib/store/river/read-head';
import { compareAudit } from './ledger-compare-audit';
import { compareReview } from './ledger-compare-review';
import { comparePrice, compareVerdict, wrong } from './ledger-compare-rows';
import { compareStatement } from './ledger-compare-statement';
import { asFinding } from './ledger-finding';
import { HistoryCheck } from './ledger-history-check';
import { storedTree } from './ledger-tree';

export type CrossCheck =
  | {
      readonly ok: true;
      readonly size: number;
      readonly prices: number;
      readonly history: number;
      readonly keys: LogKeys;
    }
  | { readonly ok: false; readonly index: number | null; readonly what: string };

/** Verifier keys as the log itself names them. */
export interface LogKeys {
  readonly all: readonly string[];
  readonly active: readonly string[];
  /** Leaves by which keys vouched for the next, oldest first. */
  readonly rotations: readonly string[];
}

export interface CrossCheckInput {
  readonly pool: Pool;
  readonly catalog: Catalog;
  /** Observations before this moment (ms) may have been let go by a retention rule; null: none may. */
  readonly keptFrom: number | null;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Leaves that are compared with one query. */
const STEP = TILE_WIDTH * 8;

/**
 * Compares the rows that people read with the leaves that seal them: every price, reading, verdict and row of
 * history is written as a leaf again, from its columns, and must give the very same bytes. A changed, missing
 * or added row is found, by the position of its leaf.
 *
 * The leaves themselves are checked by `verifyStoredLedger`.
 */
export async function crossCheckLedger(input: CrossCheckInput): Promise<CrossCheck> {
  try {
    return await compareAll(input);
  } catch (error) {
    return asFinding(error);
  }
}

async function compareAll(input: CrossCheckInput): Promise<CrossCheck> {
  const { pool, catalog, onProgress } = input;
  const { size } = await readHead(pool);
  const tree = storedTree(pool, 0);
  const history = new HistoryCheck(pool, catalog);
  const keys = new Map<string, boolean>();
  const rotations: string[] = [];
  const count: Counts = {
    prices: 0,
    verdicts: 0,
    reviews: 0,
    readings: 0,
    said: 0,
    released: 0,
    acts: 0,
  };
  for (let from = 0; from < size; from += STEP) {
    const to = Math.min(size, from + STEP);
    const [leaves, rows] = await Promise.all([
      readLeaves(tree.tile, from, to),
      readSealedRows(pool, from, to),
    ]);
    const acts = leaves.some(({ kind }) => kind === 'audit') ? await readSealedAudit(pool, from, to) : [];
    for (const leaf of leaves) {
      compareOne(input, leaf, rows, count);
      if (leaf.kind === 'import-batch') await history.batch(leaf);
      if (leaf.kind === 'audit') {
        compareAudit(leaf, acts);
        count.acts++;
      }
      await compareBeside(pool, leaf, rows, count);
      if (leaf.kind !== 'key') continue;
      keys.set(leaf.vkey, leaf.event === 'activate');
      if (leaf.endorsement !== undefined) rotations.push(leafText(leaf));
    }
    onProgress?.(to, size);
  }
  await history.end();
  await compareCounts(pool, size, count);
  const active = [...keys].filter(([, inUse]) => inUse).map(([vkey]) => vkey);
  return {
    ok: true,
    size,
    prices: count.prices,
    history: history.rows,
    keys: { all: [...keys.keys()], active, rotations },
  };
}

/** What people did, whose rows are read one by one. */
async function compareBeside(pool: Pool, leaf: Leaf, rows: SealedRows, count: Counts): Promise<void> {
  if (leaf.kind === 'statement') await compareStatement(pool, leaf);
  if (leaf.kind !== 'review') return;
  const verdict = rows.laterVerdicts.get(leaf.index);
  await compareReview(pool, leaf, verdict);
  count.reviews++;
  if (verdict !== undefined) count.verdicts++;
}

/** What the leaves ask for, to be compared with what there is. */
interface Counts {
  prices: number;
  verdicts: number;
  reviews: number;
  readings: number;
  /** Prices that the readings say they have. */
  said: number;
  /** Prices that a retention rule let go. */
  released: number;
  /** Acts of people. */
  acts: number;
}

function compareOne(input: CrossCheckInput, leaf: Leaf, rows: SealedRows, count: Counts): void {
  const { index, kind } = leaf;
  if (kind !== 'price' && rows.prices.has(index)) wrong(index, `a price claims the place of a ${kind}`);
  if (kind !== 'verdict' && kind !== 'review' && rows.laterVerdicts.has(index))
    wrong(index, `a verdict claims the place of a ${kind}`);
  if (leaf.kind === 'verdict') {
    const verdict = rows.laterVerdicts.get(index);
    compareVerdict(leaf, verdict ?? wrong(index, 'the verdict is missing, or two claim its place'));
    count.verdicts++;
  }
  if (leaf.kind !== 'price') return;
  if (!rows.prices.has(index) && input.keptFrom !== null && leaf.observedAt < input.keptFrom) {
    count.released++;
    return;
  }
  const reading = comparePrice(input.catalog, leaf, rows);
  if (reading.firstIndex === index) {
    count.readings++;
    count.said += reading.prices;
  }
  count.prices++;
}

async function readLeaves(
  tile: ReturnType<typeof storedTree>['tile'],
  from: number,
  to: number,
): Promise<Leaf[]> {
  const leaves: Leaf[] = [];
  for (let first = from; first < to; first += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, to - first);
    const bytes = await tile({ level: 'entries', index: first / TILE_WIDTH, width });
    if (bytes === null) return found('missing', first, first + width - 1, 'leaves are missing');
    for (const entry of decodeBundle(bytes, width)) leaves.push(decodedLeaf(entry, from + leaves.length));
  }
  return leaves;
}

function decodedLeaf(entry: Uint8Array, index: number): Leaf {
  try {
    const leaf = decodeLeaf(entry);
    return leaf.index === index ? leaf : wrong(index, `the leaf says that it is number ${leaf.index}`);
  } catch (error) {
    if (error instanceof FoundFault) throw error;
    return wrong(index, error instanceof Error ? error.message : 'unreadable');
  }
}

async function compareCounts(pool: Pool, size: number, count: Counts): Promise<void> {
  const strays = await findStrays(pool, size);
  if ((await countSealedAudit(pool, size)) !== count.acts)
    found('leaf', null, null, 'there are more audit rows than leaves for them');
  if (strays.lane !== null) wrong(strays.lane, 'the lane is not that of the latest verdict');
  if (strays.claimed !== null) wrong(strays.claimed, 'a row of history claims a verdict');
  if (strays.copied !== null) wrong(strays.copied, 'a later verdict repeats the first one wrongly');
  if (strays.beyond !== null) wrong(strays.beyond, 'a row claims a place that the ledger does not have');
  if (strays.observations !== count.prices) found('leaf', null, null, 'there are more prices than leaves');
  if (strays.laterVerdicts !== count.verdicts)
    found('leaf', null, null, 'there are more verdicts than leaves');
  if ((await countReviews(pool, size)) !== count.reviews)
    found('leaf', null, null, 'there are more reviews than leaves');
  // Readings stay when a retention rule lets their prices go.
  if (count.released > 0) return;
  if (strays.readings !== count.readings) found('leaf', null, null, 'a reading stands for no price');
  if (count.said !== count.prices) found('leaf', null, null, 'a reading claims prices of others');
}
