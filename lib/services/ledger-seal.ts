import { decodeFrontier, encodeFrontier } from '@/lib/ledger/frontier';
import { leafText } from '@/lib/ledger/leaf';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import { NodeEdge } from '@/lib/ledger/node-edge';
import type { SealLeaves } from '@/lib/store/ledger/append-leaves';
import { RunWriter } from '@/lib/store/ledger/runs';
import type { FilledSubtree, LedgerHead, SealedBatch } from '@/lib/store/river/ledger-head';

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

/** The tree once these texts stand behind the head. */
export function sealTexts(head: LedgerHead, entries: readonly string[]): SealedBatch {
  return sealWith(head, entries.length, (add) => {
    for (const entry of entries) add(entry);
  });
}

/**
 * The tree once the leaves that `write` adds stand behind the head.
 * @param expected how many leaves will be added; a guess is enough
 * @param write calls `add` with the canonical text of each, in order
 */
export function sealWith(
  head: LedgerHead,
  expected: number,
  write: (add: (entry: string) => void) => void,
): SealedBatch {
  const writer = new RunWriter(head.size, expected);
  const filled: FilledSubtree[] = [];
  const edge = new NodeEdge(decodeFrontier(head.size, head.frontier), (level, index, hash) =>
    filled.push({ level, index, hash }),
  );
  write((entry) => edge.add(writer.add(entry)));
  const grown = edge.frontier();
  return { count: grown.size - head.size, runs: writer.runs(), frontier: encodeFrontier(grown), filled };
}
