import { equalBytes } from '@/lib/ledger/bytes';
import { checkLeaf } from '@/lib/ledger/check-leaf';
import { rootOf } from '@/lib/ledger/frontier';
import { FoundFault, found } from '@/lib/ledger/log-source';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { nodeSchemes } from '@/lib/ledger/node-signatures';
import { readFrontier } from '@/lib/ledger/prove';
import { readBundles } from '@/lib/ledger/read-bundles';
import { openNote } from '@/lib/ledger/signatures';
import { TileNodes } from '@/lib/ledger/tile-nodes';
import { encodeTile, TILE_WIDTH } from '@/lib/ledger/tiles';
import { TileRows } from '@/lib/ledger/tree-walk';
import { parseVerifierKey } from '@/lib/ledger/verifier-key';
import type { StoredCheckpoint } from '@/lib/store/ledger/read-checkpoints';
import type { StoredTree } from './ledger-tree';

/** What a look at the newest leaves found. */
export interface TailCheck {
  readonly ok: boolean;
  /** First leaf that was looked at, and how many. */
  readonly from: number;
  readonly leaves: number;
  /** First leaf that is wrong; null when none is to blame. */
  readonly index: number | null;
  /** What is wrong, in one sentence. */
  readonly what: string | null;
}

const LEAVES = 1_024;

/**
 * Checks the newest leaves of the published tree from what is stored: canonical, hashed as the tiles say, and
 * part of the root that was signed. The upper tiles are taken as stored; all is checked by `smp ledger verify`.
 *
 * @param tree one that has kept no tiles, so that it is the stored ones that are looked at
 * @param checkBeside looks at what is kept beside the leaves, and throws a FoundFault
 */
export async function checkTail(
  tree: StoredTree,
  published: StoredCheckpoint,
  vkeys: readonly string[],
  checkBeside: () => Promise<void>,
): Promise<TailCheck> {
  const { size } = published;
  const from = Math.max(0, Math.floor((size - LEAVES) / TILE_WIDTH)) * TILE_WIDTH;
  const result = { from, leaves: size - from };
  try {
    const keys = vkeys.map((vkey) => parseVerifierKey(nodeSha256, vkey));
    const { verified } = await openNote(nodeSchemes, published.note, keys);
    if (verified.length === 0) found('checkpoint', null, null, 'no key of this log signed the checkpoint');
    await checkLeaves(tree, from, size);
    const root = rootOf(nodeSha256, await readFrontier(tree, size));
    if (!equalBytes(root, published.root)) found('root', from, null, 'the tiles do not add up to the root');
    await checkBeside();
    return { ok: true, ...result, index: null, what: null };
  } catch (error) {
    if (error instanceof FoundFault) {
      return { ok: false, ...result, index: error.fault.index, what: error.fault.what };
    }
    const what = error instanceof Error ? error.message : 'unreadable';
    return { ok: false, ...result, index: null, what };
  }
}

async function checkLeaves(tree: StoredTree, from: number, size: number): Promise<void> {
  const source = { checkpoint: async () => '', read: tree.readPath };
  const above = new TileRows(source, size);
  for await (const { first, entries, hashes } of readBundles(source, from, size, 2)) {
    entries.forEach((entry, i) => {
      const index = first + i;
      const hash = hashes[i];
      if (hash === undefined || !equalBytes(leafHash(nodeSha256, entry), hash)) {
        found('entry', index, index, `entry ${index} is not the one that was hashed into the tree`);
      }
      const wrong = checkLeaf(entry, index);
      if (wrong !== null) found('leaf', index, index, `entry ${index}: ${wrong}`);
    });
    if (hashes.length < TILE_WIDTH) continue;
    const root = new TileNodes(nodeSha256, encodeTile(hashes)).node(8, 0);
    const stored = await above.hash(1, first / TILE_WIDTH);
    if (stored === undefined || !equalBytes(root, stored)) {
      found('tile', first, first + TILE_WIDTH - 1, `the hash over leaves ${first} and on is another`);
    }
  }
}
