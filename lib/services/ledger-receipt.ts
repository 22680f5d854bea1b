import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { verifyInclusion } from '@/lib/ledger/proof';
import { proveConsistency, proveInclusion } from '@/lib/ledger/prove';
import { formatTlogProof } from '@/lib/ledger/tlog-proof';
import type { StoredCheckpoint } from '@/lib/store/ledger/read-checkpoints';
import { LedgerFault } from './ledger-follower';
import type { StoredTree } from './ledger-tree';

/**
 * The proof that leaf `index` is in the published tree, as a `c2sp.org/tlog-proof@v1` text; with the leaf as
 * its extra data it is a receipt that can be checked without asking anybody. A receipt is followed to the root of
 * the checkpoint that it carries before it is handed out, whatever was kept in memory meanwhile.
 *
 * @throws LedgerFault when it does not lead there: something that is stored was changed
 */
export async function proveLeaf(
  tree: StoredTree,
  published: StoredCheckpoint,
  index: number,
  withLeaf: boolean,
): Promise<string> {
  const reader = withLeaf ? tree.withLeaf(index) : null;
  const hashes = await proveInclusion(reader ?? tree, index, published.size);
  if (reader === null) return formatTlogProof({ index, hashes, checkpoint: published.note, extra: null });
  const extra = await reader.entry();
  if (extra === null) throw new RangeError(`leaf ${index} is not stored`);
  const { size, root } = published;
  if (!verifyInclusion(nodeSha256, index, size, leafHash(nodeSha256, extra), hashes, root)) {
    throw new LedgerFault(`leaf ${index} as it is stored does not lead to the root that was signed`);
  }
  return formatTlogProof({ index, hashes, checkpoint: published.note, extra });
}

/** That the first `oldSize` leaves are the beginning of the first `size`. */
export function proveGrowth(tree: StoredTree, oldSize: number, size: number): Promise<Uint8Array[]> {
  return proveConsistency(tree, oldSize, size);
}
