import { proveConsistency, proveInclusion } from '@/lib/ledger/prove';
import { formatTlogProof } from '@/lib/ledger/tlog-proof';
import type { StoredCheckpoint } from '@/lib/store/ledger/read-checkpoints';
import type { StoredTree } from './ledger-tree';

/**
 * The proof that leaf `index` is in the published tree, as a `c2sp.org/tlog-proof@v1` text; with the leaf as
 * its extra data it is a receipt that can be checked without asking anybody.
 */
export async function proveLeaf(
  tree: StoredTree,
  published: StoredCheckpoint,
  index: number,
  withLeaf: boolean,
): Promise<string> {
  const reader = withLeaf ? tree.withLeaf(index) : null;
  const hashes = await proveInclusion(reader ?? tree, index, published.size);
  const extra = reader === null ? null : await reader.entry();
  if (withLeaf && extra === null) throw new RangeError(`leaf ${index} is not stored`);
  return formatTlogProof({ index, hashes, checkpoint: published.note, extra });
}

/** That the first `oldSize` leaves are the beginning of the first `size`. */
export function proveGrowth(tree: StoredTree, oldSize: number, size: number): Promise<Uint8Array[]> {
  return proveConsistency(tree, oldSize, size);
}
