import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@/lib/ledger/bytes';
import { appendLeaves, EMPTY_FRONTIER } from '@/lib/ledger/frontier';
import { NodeEdge } from '@/lib/ledger/node-edge';
import { nodeSha256 } from '@/lib/ledger/node-sha256';

const prefixed = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => utf8(`\0leaf ${from + i}`));

describe('the edge that a server grows', () => {
  it('is the one that appending makes, and tells of the same full subtrees', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(700), (before, more) => {
        const start = appendLeaves(nodeSha256, EMPTY_FRONTIER, prefixed(0, before).map(nodeSha256));
        const expected: unknown[] = [];
        const grown = appendLeaves(
          nodeSha256,
          start,
          prefixed(before, more).map(nodeSha256),
          (level, index, hash) => expected.push([level, index, hash]),
        );
        const told: unknown[] = [];
        const edge = new NodeEdge(start, (level, index, hash) => told.push([level, index, hash]));
        for (const leaf of prefixed(before, more)) edge.add(leaf);
        expect(edge.frontier()).toEqual(grown);
        expect(told).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
