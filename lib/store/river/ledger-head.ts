import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Market } from '@/lib/market/market';
import type { Region } from '@/lib/market/region';
import type { Runs } from '../ledger/runs';

/** Size and right edge of the ledger's tree, as the head row keeps them. */
export interface LedgerHead {
  readonly size: number;
  readonly frontier: Uint8Array;
}

/** What sealing a batch at a given head yields: its leaves, in order, and what the tree becomes with them. */
export interface SealedBatch {
  /** How many leaves. */
  readonly count: number;
  readonly runs: Runs;
  /** The edge after them. */
  readonly frontier: Uint8Array;
  /** Subtrees that became full by them, in the order in which they did. */
  readonly filled: readonly FilledSubtree[];
}

/** Root of 256^`level` leaves (level ≥ 1): what stands at `index` of that tile level. */
export interface FilledSubtree {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** Pure: given the head and the batch's first free position, makes the leaves. */
export type Seal = (head: LedgerHead, batch: readonly JudgedReading[]) => SealedBatch;

/** Where prices were measured; a catalog is one. */
export interface Places {
  readonly markets: ReadonlyMap<number, Market>;
  readonly regions: ReadonlyMap<number, Region>;
}
