import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { verifyConsistency, verifyInclusion } from '@/lib/ledger/proof';
import { proveConsistency, proveInclusion } from '@/lib/ledger/prove';
import { TileCache } from '@/lib/ledger/tile-nodes';
import type { Tile } from '@/lib/ledger/tiles';
import { LogModel } from './log-model';
import { ENTRIES } from './rfc6962-vectors';

const hex = (hashes: readonly Uint8Array[]) => hashes.map(toHex);
const eight = new LogModel().append(...ENTRIES);

/** Proofs of the Certificate Transparency project's tests; leaves count from 0. */
const INCLUSION = [
  [
    0,
    8,
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ],
  [
    5,
    8,
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ],
  [2, 3, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [
    1,
    5,
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  ],
  [0, 1, ''],
] as const;
const CONSISTENCY = [
  [1, 1, ''],
  [
    1,
    8,
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ],
  [
    6,
    8,
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ],
  [
    2,
    5,
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  ],
  [
    6,
    7,
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ],
] as const;

let big: LogModel;
beforeAll(() => {
  big = new LogModel().append(...Array.from({ length: 70_000 }, (_, i) => utf8(`entry ${i}`)));
});

/** Every way to spoil a list of hashes by one step. */
function spoilt(proof: readonly Uint8Array[]): Uint8Array[][] {
  const flipped = proof.map((hash, at) =>
    proof.map((other, i) =>
      i === at ? Uint8Array.from(hash, (byte, n) => (n === 31 ? byte ^ 8 : byte)) : other,
    ),
  );
  const spare = new Uint8Array(32);
  const lists = [...flipped, [...proof, spare], [spare, ...proof], [...proof, new Uint8Array(0)]];
  return proof.length === 0 ? lists : [...lists, proof.slice(1), proof.slice(0, -1)];
}

describe('a proof of inclusion', () => {
  it.each(INCLUSION)('of leaf %i in %i is that of the reference tests', async (index, size, expected) => {
    const proof = await proveInclusion(eight, index, size);
    expect(hex(proof).join(' ')).toBe(expected);
  });

  it('verifies in trees of any size, and in no other place or form', async () => {
    const place = fc
      .nat(69_999)
      .chain((index) => fc.tuple(fc.constant(index), fc.integer({ min: index + 1, max: 70_000 })));
    await fc.assert(
      fc.asyncProperty(place, async ([index, size]) => {
        const proof = await proveInclusion(big, index, size);
        const leaf = leafHash(nodeSha256, utf8(`entry ${index}`));
        const root = big.root(size);
        const holds = (i: number, n: number, p = proof, l = leaf, r = root) =>
          verifyInclusion(nodeSha256, i, n, l, p, r);
        expect(holds(index, size)).toBe(true);
        expect(holds(index + 1, size)).toBe(false);
        expect(holds(index - 1, size)).toBe(false);
        expect(holds(index, index)).toBe(false);
        expect(holds(index, size * 2 + 1)).toBe(false);
        expect(holds(index, size, proof, root, leaf)).toBe(size === 1);
        for (const wrong of spoilt(proof)) expect(holds(index, size, wrong)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is not made for a leaf that is not there, nor from tiles that are cut', async () => {
    await expect(proveInclusion(eight, 8, 8)).rejects.toThrow(RangeError);
    await expect(proveInclusion(eight, -1, 8)).rejects.toThrow(RangeError);
    const cut = { sha256: nodeSha256, read: async () => [new Uint8Array(31)] };
    await expect(proveInclusion(cut, 1, 8)).rejects.toThrow(RangeError);
    expect(verifyInclusion(nodeSha256, 0, 1, new Uint8Array(31), [], new Uint8Array(31))).toBe(false);
    expect(verifyInclusion(nodeSha256, 0.5, 1, big.root(), [], big.root())).toBe(false);
  });

  it('asks for at most two tiles a level in one round, and for none that its cache holds', async () => {
    const asked: number[] = [];
    const counted = {
      sha256: nodeSha256,
      cache: new TileCache(8),
      read: (tiles: readonly Tile[]) => {
        asked.push(tiles.length);
        return big.read(tiles);
      },
    };
    const fresh = await proveInclusion(big, 12_345, 69_999);
    expect(hex(await proveInclusion(counted, 12_345, 69_999))).toEqual(hex(fresh));
    expect(hex(await proveInclusion(counted, 12_345, 69_999))).toEqual(hex(fresh));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toBeLessThanOrEqual(6);
    await proveInclusion(counted, 60_000, 69_999);
    expect(asked[1]).toBe(1);
    for (let index = 0; index < 12 * 256; index += 256) await proveInclusion(counted, index, 69_999);
    expect(hex(await proveInclusion(counted, 12_345, 69_999))).toEqual(hex(fresh));
  });
});

describe('a proof of consistency', () => {
  it.each(CONSISTENCY)('from %i to %i is that of the reference tests', async (older, newer, expected) => {
    const proof = await proveConsistency(eight, older, newer);
    expect(hex(proof).join(' ')).toBe(expected);
  });

  it('verifies between any two sizes, and in no other form', async () => {
    const sizes = fc.nat(70_000).chain((newer) => fc.tuple(fc.nat(newer), fc.constant(newer)));
    await fc.assert(
      fc.asyncProperty(sizes, async ([from, to]) => {
        const proof = await proveConsistency(big, from, to);
        const older = { size: from, root: big.root(from) };
        const newer = { size: to, root: big.root(to) };
        expect(verifyConsistency(nodeSha256, older, newer, proof)).toBe(true);
        for (const wrong of spoilt(proof))
          expect(verifyConsistency(nodeSha256, older, newer, wrong)).toBe(false);
        const other = { ...older, root: Uint8Array.from(older.root, (byte) => byte ^ 1) };
        expect(verifyConsistency(nodeSha256, other, newer, proof)).toBe(false);
        if (from === to) return;
        expect(verifyConsistency(nodeSha256, newer, older, proof)).toBe(false);
        expect(verifyConsistency(nodeSha256, { ...older, size: from + 1 }, newer, proof)).toBe(false);
        if (from > 0)
          expect(verifyConsistency(nodeSha256, older, { ...newer, root: older.root }, proof)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('does not exist between trees that differ in an old leaf', async () => {
    const forked = new LogModel().append(...ENTRIES.map((entry, i) => (i === 2 ? utf8('forged') : entry)));
    for (let from = 3; from <= 8; from++) {
      for (let to = from; to <= 8; to++) {
        const older = { size: from, root: eight.root(from) };
        const newer = { size: to, root: forked.root(to) };
        for (const log of [eight, forked]) {
          const proof = await proveConsistency(log, from, to);
          expect(verifyConsistency(nodeSha256, older, newer, proof)).toBe(false);
        }
      }
    }
  });

  it('is not made backwards', async () => {
    await expect(proveConsistency(eight, 8, 7)).rejects.toThrow(RangeError);
  });
});
