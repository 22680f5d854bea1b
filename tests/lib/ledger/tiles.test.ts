import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '@/lib/ledger/bytes';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { TileNodes } from '@/lib/ledger/tile-nodes';
import {
  decodeBundle,
  decodeTile,
  encodeBundle,
  encodeTile,
  parseTilePath,
  tilePath,
  tilesAdded,
} from '@/lib/ledger/tiles';
import { ENTRIES, ROOTS } from './rfc6962-vectors';

const tile = fc.record({
  level: fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 })),
  index: fc.nat({ max: 2 ** 45 }),
  width: fc.integer({ min: 1, max: 256 }),
});

describe('tile paths', () => {
  it.each([
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/1/000.p/17', { level: 1, index: 0, width: 17 }],
    ['tile/entries/x001/000', { level: 'entries', index: 1000, width: 256 }],
    ['tile/63/999.p/255', { level: 63, index: 999, width: 255 }],
  ] as const)('are written as the specification says: %s', (path, expected) => {
    expect(parseTilePath(path)).toEqual(expected);
    expect(tilePath(expected)).toBe(path);
  });

  it('come back as they went in', () => {
    fc.assert(
      fc.property(tile, (expected) => {
        expect(parseTilePath(tilePath(expected))).toEqual(expected);
      }),
    );
  });

  it.each([
    'tile/0/67',
    'tile/00/067',
    'tile/64/067',
    'tile/0/x000/067',
    'tile/0/001/067',
    'tile/0/x067',
    'tile/0/067.p/0',
    'tile/0/067.p/256',
    'tile/0/067.p/07',
    'tile/0/067/',
    '/tile/0/067',
    'tile/data/067',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
    '',
  ])('are refused otherwise: %s', (path) => expect(parseTilePath(path)).toBeNull());
});

describe('the tiles of a tree', () => {
  it('are those of the specification for 70,000 and 256 leaves', () => {
    const paths = tilesAdded(0, 70_000).map(tilePath);
    expect(paths.filter((path) => path.startsWith('tile/0/'))).toHaveLength(274);
    expect(paths.filter((path) => path.startsWith('tile/entries/'))).toHaveLength(274);
    expect(paths.filter((path) => /^tile\/[1-9]/.test(path))).toEqual([
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
    expect(paths).toContain('tile/0/273.p/112');
    expect(tilesAdded(0, 256).map(tilePath)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
  });

  it('added by growth are those that the old tree had not', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(2000), (since, growth) => {
        const before = new Set(tilesAdded(0, since).map(tilePath));
        const after = tilesAdded(0, since + growth).map(tilePath);
        expect(tilesAdded(since, since + growth).map(tilePath)).toEqual(after.filter((p) => !before.has(p)));
      }),
      { numRuns: 30 },
    );
  });

  it('hash up to the root of their leaves', () => {
    const hashes = ENTRIES.map((entry) => leafHash(nodeSha256, entry));
    const bytes = encodeTile(hashes);
    expect(toHex(new TileNodes(nodeSha256, bytes).node(3, 0))).toBe(ROOTS[8]);
    expect(() => new TileNodes(nodeSha256, encodeTile(hashes.slice(0, 6))).node(3, 0)).toThrow(RangeError);
    expect(() => decodeTile(bytes, 7)).toThrow(RangeError);
  });
});

describe('an entry bundle', () => {
  it('prefixes each entry with its length, big-endian', () => {
    const bundle = encodeBundle([Uint8Array.of(7), new Uint8Array(0), new Uint8Array(258)]);
    expect(toHex(bundle.subarray(0, 7))).toBe('00010700000102');
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });

  it('gives back its entries and refuses any cut or surplus', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(entries, fc.nat(), (list, cut) => {
        const bundle = encodeBundle(list);
        expect(decodeBundle(bundle, list.length).map(toHex)).toEqual(list.map(toHex));
        expect(() => decodeBundle(bundle, list.length + 1)).toThrow(RangeError);
        expect(() => decodeBundle(bundle.subarray(0, cut % bundle.length), list.length)).toThrow(RangeError);
      }),
    );
  });
});
