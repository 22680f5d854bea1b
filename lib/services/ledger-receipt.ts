import { proveConsistency, proveInclusion } from '@/lib/ledger/prove';
import { decodeBundle, tileHolding } from '@/lib/ledger/tiles';
import { formatTlogProof } from '@/lib/ledger/tlog-proof';
import type { StoredCheckpoint } from '@/lib/store/ledger/read-checkpoints';
import type { StoredTree } from './ledger-tree';

/** Canonical bytes of a leaf. @throws RangeError when the tree of `size` leaves has none at `index` */
export async function readLeaf(tree: StoredTree, index: number, size: number): Promise<Uint8Array> {
  const tile = tileHolding(size, 'entries', index);
  const bytes = await tree.tile(tile);
  const entry = bytes === null ? undefined : decodeBundle(bytes, tile.width)[index - tile.index * 256];
  if (entry === undefined) throw new RangeError(`leaf ${index} is not stored`);
  return entry;
}

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
  const [hashes, extra] = await Promise.all([
    proveInclusion(tree, index, published.size),
    withLeaf ? readLeaf(tree, index, published.size) : null,
  ]);
  return formatTlogProof({ index, hashes, checkpoint: published.note, extra });
}

/** That the first `oldSize` leaves are the beginning of the first `size`. */
export function proveGrowth(tree: StoredTree, oldSize: number, size: number): Promise<Uint8Array[]> {
  return proveConsistency(tree, oldSize, size);
}
