import { equalBytes } from '@/lib/ledger/bytes';
import { appendLeaves, decodeFrontier, type Frontier, rootOf } from '@/lib/ledger/frontier';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { TreeHead } from '@/lib/ledger/proof';
import { decodeTile } from '@/lib/ledger/tiles';
import type { FilledSubtree } from '@/lib/store/river/ledger-head';
import type { RecentGrowth } from './ledger-growth';

/** Why a head is not signed. Recognised by its code; an operator has to look. */
export class LedgerFault extends Error {
  readonly code = 'LEDGER_FAULT';
}

/** Hashes of the stored leaves `[from, to)`, one after the other; null unless all are there. */
export type ReadHashes = (from: number, to: number) => Promise<Uint8Array | null>;

/** A thread that hashes more at a time keeps requests waiting. */
const STEP = 2_048;

/**
 * Builds the tree from the stored leaves as they come, each hashed once: those that this process committed when
 * they were sealed, all others here. So a head that it reaches is one that what was stored adds up to, and every
 * tree that it passed is a prefix of the next. A leaf that is changed in the database later does not get packed.
 */
export class LedgerFollower {
  /** Hashes of the tile levels above the leaves that the packer has not written yet, by `level/position`. */
  private readonly pending = new Map<string, Uint8Array>();

  /** @param recent what this process committed itself: it is not read again */
  constructor(
    private frontier: Frontier,
    private readonly readHashes: ReadHashes,
    private readonly recent: RecentGrowth,
  ) {}

  get size(): number {
    return this.frontier.size;
  }

  /** Root of what was followed. */
  root(): Uint8Array {
    return rootOf(nodeSha256, this.frontier);
  }

  pendingHash(level: number, position: number): Uint8Array | undefined {
    return this.pending.get(`${level}/${position}`);
  }

  /** Forgets what is packed: the first `groups` groups of 256 leaves. */
  packed(groups: number): void {
    for (const key of this.pending.keys()) {
      const [level = 0, position = 0] = key.split('/').map(Number);
      if ((position + 1) * 256 ** (level - 1) > groups) break;
      this.pending.delete(key);
    }
  }

  /**
   * Follows the stored leaves up to `size`.
   * @param heads trees that are passed on the way or reached
   * @throws LedgerFault when one of them is another tree, or a leaf is missing; nothing was followed then
   */
  async follow(size: number, heads: readonly TreeHead[]): Promise<void> {
    let frontier = this.frontier;
    const found: FilledSubtree[] = [];
    const stops = [...heads.map((head) => head.size), size].filter((stop) => stop >= frontier.size);
    for (const stop of stops.sort((a, b) => a - b)) {
      while (frontier.size < stop) frontier = await this.step(frontier, stop, found);
      const root = rootOf(nodeSha256, frontier);
      for (const head of heads) {
        if (head.size === stop && !equalBytes(head.root, root)) {
          throw new LedgerFault(`the stored leaves do not add up to the tree of ${stop} leaves`);
        }
      }
    }
    for (const { level, index, hash } of found) this.pending.set(`${level}/${index}`, hash);
    this.frontier = frontier;
    this.recent.followed(frontier.size);
  }

  /** Some leaves further: a commit of this process, or what is read at once. @param found is told of full subtrees */
  private async step(frontier: Frontier, stop: number, found: FilledSubtree[]): Promise<Frontier> {
    const growth = this.recent.from(frontier, stop);
    if (growth !== null) {
      found.push(...growth.filled);
      return decodeFrontier(growth.head.size, growth.head.frontier);
    }
    const to = Math.min(stop, frontier.size + STEP, this.recent.nextAfter(frontier.size));
    const hashes = await this.readHashes(frontier.size, to);
    if (hashes === null) throw new LedgerFault(`a leaf between ${frontier.size} and ${to - 1} is missing`);
    return appendLeaves(
      nodeSha256,
      frontier,
      decodeTile(hashes, to - frontier.size),
      (level, index, hash) => {
        found.push({ level, index, hash });
      },
    );
  }
}
