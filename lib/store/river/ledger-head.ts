import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Market } from '@/lib/market/market';
import type { Region } from '@/lib/market/region';

/** Size and right edge of the ledger's tree, as the head row keeps them. */
export interface LedgerHead {
  readonly size: number;
  readonly frontier: Uint8Array;
}

/** What sealing a batch at a given head yields: its entries, in order, and the edge after them. */
export interface SealedBatch {
  /** Canonical leaf texts. */
  readonly entries: readonly string[];
  readonly frontier: Uint8Array;
}

/** Pure: given the head and the batch's first free position, makes the leaves. */
export type Seal = (head: LedgerHead, batch: readonly JudgedReading[]) => SealedBatch;

/** Where prices were measured; a catalog is one. */
export interface Places {
  readonly markets: ReadonlyMap<number, Market>;
  readonly regions: ReadonlyMap<number, Region>;
}
