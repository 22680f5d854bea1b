import { utf8 } from '@/lib/ledger/bytes';
import { appendLeaves, decodeFrontier, encodeFrontier } from '@/lib/ledger/frontier';
import { leafText } from '@/lib/ledger/leaf';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { SealLeaves } from '@/lib/store/ledger/append-leaves';
import type { LedgerHead, SealedBatch } from '@/lib/store/river/ledger-head';

/** A leaf before its place is known. */
export type Unplaced = Leaf extends infer L ? (L extends Leaf ? Omit<L, 'index'> : never) : never;

/** Gives leaves the next places in the log, in order. */
export function sealLeaves(leaves: readonly Unplaced[]): SealLeaves {
  return (head) => sealTexts(head, placedTexts(leaves, head.size));
}

/** Canonical texts of leaves that stand from position `from` on. */
export function placedTexts(leaves: readonly Unplaced[], from: number): readonly string[] {
  return leaves.map((leaf, i) => leafText({ ...leaf, index: from + i } as Leaf));
}

/** The edge of the tree once these texts stand behind the head. */
export function sealTexts(head: LedgerHead, entries: readonly string[]): SealedBatch {
  const hashes = entries.map((entry) => leafHash(nodeSha256, utf8(entry)));
  const edge = appendLeaves(nodeSha256, decodeFrontier(head.size, head.frontier), hashes);
  return { entries, frontier: encodeFrontier(edge) };
}
