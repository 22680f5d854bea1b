import { equalBytes } from '@/lib/ledger/bytes';
import { encodeFrontier, type Frontier } from '@/lib/ledger/frontier';
import type { FilledSubtree, LedgerHead } from '@/lib/store/river/ledger-head';

/** What one commit made of the tree. */
export interface Growth {
  readonly before: LedgerHead;
  readonly head: LedgerHead;
  /** Subtrees that became full by it. */
  readonly filled: readonly FilledSubtree[];
}

/** More than a turn of signing leaves behind; who falls further behind reads from the database. */
const MOST = 4_096;

/** What this process committed and its follower has not followed yet, so that it need not be read and hashed again. */
export class RecentGrowth {
  /** By the size before, in order. */
  private readonly bySize = new Map<number, Growth>();

  /** To be called for each commit once it is durable, never for one whose outcome is unknown. */
  add(growth: Growth): void {
    if (this.bySize.size >= MOST) this.bySize.clear();
    this.bySize.set(growth.before.size, growth);
  }

  /** The commit that this very tree grew by, up to `limit` leaves; null when none is known. */
  from(tree: Frontier, limit: number): Growth | null {
    const growth = this.bySize.get(tree.size);
    if (growth === undefined || growth.head.size > limit) return null;
    return equalBytes(growth.before.frontier, encodeFrontier(tree)) ? growth : null;
  }

  /** The size before the first known commit after `size`; infinite when there is none. */
  nextAfter(size: number): number {
    for (const start of this.bySize.keys()) if (start > size) return start;
    return Number.POSITIVE_INFINITY;
  }

  /** Forgets what was followed. */
  followed(size: number): void {
    for (const start of this.bySize.keys()) if (start < size) this.bySize.delete(start);
  }
}
