import { exportHead, exportLine } from '@/lib/ledger/log-export';
import { proveInclusion } from '@/lib/ledger/prove';
import { decodeBundle, TILE_WIDTH } from '@/lib/ledger/tiles';
import type { StoredCheckpoint } from '@/lib/store/ledger/read-checkpoints';
import type { StoredTree } from './ledger-tree';

/** Leaves in one file: some two megabytes. */
export const MOST_EXPORTED = 1_000;

/**
 * The leaves `[from, to)` with their proofs under one checkpoint, as `verifyExport` reads them.
 * @param rotations leaves by which keys vouched for the next, for those who know an old one
 * @throws RangeError when a leaf is not stored
 */
export async function exportLeaves(
  tree: StoredTree,
  published: StoredCheckpoint,
  from: number,
  to: number,
  rotations: readonly string[],
): Promise<string> {
  const lines = [exportHead(from, to, published.note, rotations)];
  for (let first = from - (from % TILE_WIDTH); first < to; first += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, published.size - first);
    const bundle = await tree.tile({ level: 'entries', index: first / TILE_WIDTH, width });
    if (bundle === null) throw new RangeError(`leaves from ${first} on are not stored`);
    const entries = decodeBundle(bundle, width);
    for (let i = Math.max(0, from - first); i < width && first + i < to; i++) {
      const entry = entries[i];
      if (entry === undefined) throw new RangeError(`leaf ${first + i} is not stored`);
      const proof = await proveInclusion(tree, first + i, published.size);
      lines.push(exportLine({ index: first + i, entry, proof }));
    }
  }
  return lines.join('');
}
