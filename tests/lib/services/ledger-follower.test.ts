import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@/lib/ledger/bytes';
import { EMPTY_FRONTIER } from '@/lib/ledger/frontier';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { encodeTile } from '@/lib/ledger/tiles';
import { LedgerFollower } from '@/lib/services/ledger-follower';
import { type Growth, RecentGrowth } from '@/lib/services/ledger-growth';
import { sealTexts } from '@/lib/services/ledger-seal';
import { LogModel } from '../ledger/log-model';

interface Log {
  readonly texts: readonly string[];
  readonly model: LogModel;
  readonly growths: readonly Growth[];
}

/** A log that grew by commits of these sizes. */
function logOf(sizes: readonly number[]): Log {
  const texts: string[] = [];
  const growths: Growth[] = [];
  let head = { size: 0, frontier: new Uint8Array() as Uint8Array };
  for (const size of sizes) {
    const entries = Array.from({ length: size }, (_, i) => `leaf ${texts.length + i}`);
    const { count, frontier, filled } = sealTexts(head, entries);
    const next = { size: head.size + count, frontier };
    growths.push({ before: head, head: next, filled });
    texts.push(...entries);
    head = next;
  }
  return { texts, growths, model: new LogModel().append(...texts.map((text) => utf8(text))) };
}

function follow({ texts }: Log, recent: RecentGrowth) {
  const read: [number, number][] = [];
  const follower = new LedgerFollower(
    EMPTY_FRONTIER,
    async (from, to) => {
      read.push([from, to]);
      return encodeTile(texts.slice(from, to).map((text) => leafHash(nodeSha256, utf8(text))));
    },
    recent,
  );
  return { follower, read };
}

const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 });

describe('a follower of the stored leaves', () => {
  it('reaches the same tree, with the same hashes to pack, whichever commits it was told of', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.infiniteStream(fc.boolean()), fc.nat(), async (commits, told, stop) => {
        const log = logOf(commits);
        const size = log.texts.length;
        const recent = new RecentGrowth();
        const known = log.growths.filter(() => told.next().value === true);
        for (const growth of known) recent.add(growth);
        const { follower, read } = follow(log, recent);
        const half = stop % size;
        await follower.follow(half, []);
        expect(follower.root()).toEqual(log.model.root(half));
        await follower.follow(size, [{ size, root: log.model.root(size) }]);
        expect(follower.root()).toEqual(log.model.root(size));
        const groups = Math.floor(size / 256);
        for (let i = 0; i < groups; i++) {
          expect(follower.pendingHash(1, i)).toEqual(log.model.levels[1]?.[i]);
        }
        // What it was told of is not read, but for a commit that the first stop fell into.
        for (const { before, head } of known) {
          if (before.size < half && half < head.size) continue;
          expect(read.some(([from, to]) => from < head.size && before.size < to)).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('does not believe a commit that grew another tree', async () => {
    const log = logOf([5, 5, 5]);
    const other = sealTexts({ size: 0, frontier: new Uint8Array() }, ['a', 'b', 'c', 'd', 'e']);
    const forged = { size: 5, frontier: other.frontier };
    const { count, frontier, filled } = sealTexts(forged, ['f', 'g']);
    const recent = new RecentGrowth();
    recent.add({ before: forged, head: { size: 5 + count, frontier }, filled });
    const { follower } = follow(log, recent);
    await follower.follow(15, []);
    expect(follower.root()).toEqual(log.model.root(15));
  });

  it('refuses a head that is not what was committed', async () => {
    const log = logOf([5, 5]);
    const recent = new RecentGrowth();
    for (const growth of log.growths) recent.add(growth);
    const { follower } = follow(log, recent);
    await expect(follower.follow(10, [{ size: 10, root: log.model.root(9) }])).rejects.toThrow(
      'do not add up',
    );
    expect(follower.size).toBe(0);
  });
});
