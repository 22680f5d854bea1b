import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { formatCheckpoint } from '@/lib/ledger/checkpoint';
import { decodeFrontier, rootOf } from '@/lib/ledger/frontier';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { type TreeHead, verifyConsistency } from '@/lib/ledger/proof';
import { proveConsistency, readFrontier } from '@/lib/ledger/prove';
import { signNote } from '@/lib/ledger/signatures';
import { countPacked } from '@/lib/store/ledger/pack-leaves';
import { readLeafHashes } from '@/lib/store/ledger/read-leaves';
import type { SignHead } from '@/lib/store/ledger/write-checkpoint';
import { LedgerFault, LedgerFollower } from './ledger-follower';
import type { RecentGrowth } from './ledger-growth';
import type { HeldTrees } from './ledger-held-trees';
import type { LedgerSigner } from './ledger-identity';
import type { StoredTree } from './ledger-tree';

/** Signs, and knows the tree that the stored leaves make up. */
export interface HeadSigner {
  readonly sign: SignHead;
  /** Null before the first head was looked at, and after a fault. */
  follower(): LedgerFollower | null;
}

/**
 * Signs a head only when the stored leaves add up to it, and when the trees that were signed before, as the
 * database and as this machine remember them, are prefixes of it. What is signed is held before it is told.
 */
export function headSigner(
  pool: Pool,
  tree: StoredTree,
  clock: Clock,
  { origin, signers }: LedgerSigner,
  held: HeldTrees,
  recent: RecentGrowth,
): HeadSigner {
  let follower: LedgerFollower | null = null;

  /** Begins after what is packed; whatever was signed before that is checked by its proof. */
  async function begin(older: readonly TreeHead[]): Promise<LedgerFollower> {
    const size = (await countPacked(pool)) * 256;
    const read = (from: number, to: number) => readLeafHashes(pool, from, to);
    const fresh = new LedgerFollower(await readFrontier(tree, size), read, recent);
    for (const head of older) {
      if (head.size < size) await checkPrefix(tree, head, { size, root: fresh.root() });
    }
    return fresh;
  }

  async function follow(next: TreeHead, older: readonly TreeHead[]): Promise<void> {
    const longer = older.find((head) => head.size > next.size);
    if (longer !== undefined) {
      const said = `${longer.size} leaves were signed and only ${next.size} are stored`;
      throw new LedgerFault(`${said}: the database was set back, see Backup in docs/operations.md`);
    }
    try {
      follower ??= await begin(older);
      // The packer of another instance may have been faster than this follower.
      if (follower.size < (await countPacked(pool)) * 256) follower = await begin(older);
      const ahead = older.filter((head) => head.size >= (follower?.size ?? 0));
      await follower.follow(next.size, [...ahead, next]);
    } catch (error) {
      follower = null;
      throw error;
    }
  }

  return {
    follower: () => follower,
    async sign(head, last) {
      const next = { size: head.size, root: rootOf(nodeSha256, decodeFrontier(head.size, head.frontier)) };
      const before = await held.get(origin);
      // A log under a new name starts without a past of its own; its tree must still contain the old one.
      await follow(
        next,
        [last, before].filter((older) => older !== null),
      );
      if (head.size === 0 || last?.size === head.size) return null;
      if (!(await held.replace(origin, before, next))) {
        throw new LedgerFault('another process signs for this log');
      }
      // Whole seconds, which is what the signatures say.
      const createdAt = Math.floor(clock.now() / 1000) * 1000;
      const text = formatCheckpoint({ origin, ...next, extensions: [] });
      return { ...next, note: signNote(text, signers, createdAt / 1000), createdAt };
    },
  };
}

async function checkPrefix(tree: StoredTree, older: TreeHead, newer: TreeHead): Promise<void> {
  const proof = await proveConsistency(tree, older.size, newer.size);
  if (!verifyConsistency(nodeSha256, older, newer, proof)) {
    throw new LedgerFault(`the ${older.size} leaves that were signed are no longer the first of the log`);
  }
}
