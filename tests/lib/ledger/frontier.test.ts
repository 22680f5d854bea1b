import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { appendLeaves, decodeFrontier, EMPTY_FRONTIER, encodeFrontier, rootOf } from '@/lib/ledger/frontier';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { portableSha256 } from '@/lib/ledger/portable-sha256';
import { naiveRoot } from './naive-tree';
import { ENTRIES, ROOTS } from './rfc6962-vectors';

const leaves = (entries: readonly Uint8Array[]) => entries.map((entry) => leafHash(nodeSha256, entry));
const numbered = (n: number) => Array.from({ length: n }, (_, i) => utf8(`entry ${i}`));

describe('the frontier', () => {
  it.each([nodeSha256, portableSha256])('reproduces the roots of the RFC 6962 test tree', (sha256) => {
    const roots = ROOTS.map((_, n) => {
      const hashes = ENTRIES.slice(0, n).map((entry) => leafHash(sha256, entry));
      return toHex(rootOf(sha256, appendLeaves(sha256, EMPTY_FRONTIER, hashes)));
    });
    expect(roots).toEqual(ROOTS);
  });

  it('gives the same root however the leaves were split into batches', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 12 }), (batches) => {
        const all = numbered(batches.reduce((a, b) => a + b, 0));
        let frontier = EMPTY_FRONTIER;
        for (const batch of batches) {
          frontier = appendLeaves(
            nodeSha256,
            frontier,
            leaves(all.slice(frontier.size, frontier.size + batch)),
          );
          frontier = decodeFrontier(frontier.size, encodeFrontier(frontier));
        }
        expect(frontier.size).toBe(all.length);
        expect(toHex(rootOf(nodeSha256, frontier))).toBe(toHex(naiveRoot(all)));
      }),
    );
  });

  it('leaves the frontier it was given as it was', () => {
    const before = appendLeaves(nodeSha256, EMPTY_FRONTIER, leaves(numbered(7)));
    const bytes = toHex(encodeFrontier(before));
    appendLeaves(nodeSha256, before, leaves(numbered(9)));
    expect(toHex(encodeFrontier(before))).toBe(bytes);
  });

  it('tells of each full tile once, with the root of its 256 hashes', () => {
    const all = numbered(256 * 257 + 3);
    const told: string[] = [];
    let frontier = EMPTY_FRONTIER;
    for (let i = 0; i < all.length; i += 1000) {
      frontier = appendLeaves(nodeSha256, frontier, leaves(all.slice(i, i + 1000)), (level, index, hash) =>
        told.push(`${level} ${index} ${toHex(hash)}`),
      );
    }
    const tile = (n: number) => toHex(naiveRoot(all.slice(n * 256, (n + 1) * 256)));
    expect(told).toHaveLength(258);
    expect(told[0]).toBe(`1 0 ${tile(0)}`);
    expect(told[255]).toBe(`1 255 ${tile(255)}`);
    expect(told[256]).toBe(`2 0 ${toHex(naiveRoot(all.slice(0, 65_536)))}`);
    expect(told[257]).toBe(`1 256 ${tile(256)}`);
  });

  it('refuses bytes that do not fit the size', () => {
    const bytes = encodeFrontier(appendLeaves(nodeSha256, EMPTY_FRONTIER, leaves(numbered(6))));
    expect(() => decodeFrontier(7, bytes)).toThrow(RangeError);
    expect(() => decodeFrontier(6, bytes.subarray(1))).toThrow(RangeError);
    expect(() => decodeFrontier(-1, bytes)).toThrow(RangeError);
    expect(decodeFrontier(6, bytes).hashes).toHaveLength(2);
  });
});
