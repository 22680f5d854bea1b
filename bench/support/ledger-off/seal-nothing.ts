import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { toRuns } from '@/lib/store/ledger/runs';
import type { LedgerHead, SealedBatch } from '@/lib/store/river/ledger-head';

const NOTHING = new Uint8Array(0);
const NO_RUNS = toRuns(0, []);

/** Counts prices, as positions are needed without a ledger too, and makes no leaf. */
export function sealReadings(
  _catalog: Catalog,
  _publishedAt: number,
  _head: LedgerHead,
  batch: readonly JudgedReading[],
): SealedBatch {
  let prices = 0;
  for (const { reading } of batch) prices += reading.prices.length;
  return { count: prices, runs: NO_RUNS, frontier: NOTHING, filled: [] };
}
