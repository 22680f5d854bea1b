import type { Frontier } from './frontier';
import { nodeHash, splitPoint } from './merkle';
import { HASH_BYTES, type Sha256 } from './sha256';
import { type TileCache, TileNodes } from './tile-nodes';
import { type Tile, tileHolding, tilePath } from './tiles';

/** Bytes of the tiles asked for, in the same order. Asked once per proof, so that one round trip is enough. */
export type TileReader = (tiles: readonly Tile[]) => Promise<readonly Uint8Array[]>;

/** A log's tree to make proofs from. */
export interface TreeReader {
  readonly sha256: Sha256;
  readonly read: TileReader;
  /** Of this log alone. */
  readonly cache?: TileCache;
}

/** Leaves `[start, end)`, as they occur in the recursion of RFC 6962. */
type Range = readonly [start: number, end: number];

/** A perfect subtree of 2^height leaves, the `index`-th of its height. */
interface Subtree {
  readonly height: number;
  readonly index: number;
}

/**
 * Siblings from the leaf up to the root's child (RFC 6962 section 2.1.1).
 * @throws RangeError when the tree of `size` leaves has no leaf `index`
 */
export async function proveInclusion(from: TreeReader, index: number, size: number): Promise<Uint8Array[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  return hashesOf(from, size, inclusionRanges(index, 0, size));
}

/**
 * Proof that the tree of `oldSize` leaves is a prefix of that of `size` (RFC 6962 section 2.1.2); empty when
 * the sizes are equal or the old tree is empty.
 * @throws RangeError when `oldSize` is larger than `size`
 */
export async function proveConsistency(
  from: TreeReader,
  oldSize: number,
  size: number,
): Promise<Uint8Array[]> {
  if (!(oldSize >= 0 && oldSize <= size)) throw new RangeError(`${oldSize} is not within 0 … ${size}`);
  if (oldSize === 0) return [];
  return hashesOf(from, size, consistencyRanges(oldSize, 0, size, true));
}

/** The right edge of the tree of `size` leaves, as the tiles have it. */
export async function readFrontier(from: TreeReader, size: number): Promise<Frontier> {
  const ranges = subtreesOf([0, size]).map(
    ({ height, index }): Range => [index * 2 ** height, (index + 1) * 2 ** height],
  );
  return { size, hashes: await hashesOf(from, size, ranges) };
}

function inclusionRanges(index: number, start: number, end: number): Range[] {
  if (end - start === 1) return [];
  const middle = start + splitPoint(end - start);
  if (index < middle) return [...inclusionRanges(index, start, middle), [middle, end]];
  return [...inclusionRanges(index, middle, end), [start, middle]];
}

/** `known` says that the verifier has the hash of this subtree, because it is the whole old tree. */
function consistencyRanges(oldSize: number, start: number, end: number, known: boolean): Range[] {
  if (oldSize === end) return known ? [] : [[start, end]];
  const middle = start + splitPoint(end - start);
  if (oldSize <= middle) return [...consistencyRanges(oldSize, start, middle, known), [middle, end]];
  return [...consistencyRanges(oldSize, middle, end, false), [start, middle]];
}

/** The perfect subtrees that a range falls into, from left to right. */
function subtreesOf([start, end]: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  let from = start;
  while (from < end) {
    let height = 0;
    while (2 ** (height + 1) <= end - from) height++;
    subtrees.push({ height, index: from / 2 ** height });
    from += 2 ** height;
  }
  return subtrees;
}

/** Where a subtree stands: inside a tile, at a height of 0 … 7 above the tile's own hashes. */
function placeOf(size: number, { height, index }: Subtree) {
  const inner = height % 8;
  const tile = tileHolding(size, Math.floor(height / 8), index * 2 ** inner);
  return { tile, path: tilePath(tile), inner, index: index % 2 ** (8 - inner) };
}

async function hashesOf(from: TreeReader, size: number, ranges: readonly Range[]): Promise<Uint8Array[]> {
  const places = ranges.map((range) => subtreesOf(range).map((subtree) => placeOf(size, subtree)));
  const tiles = await tilesFor(from, places.flat());
  return places.map((parts) =>
    parts
      .map(({ path, inner, index }) => {
        const tile = tiles.get(path);
        if (tile === undefined) throw new RangeError(`${path} was not read`);
        return tile.node(inner, index);
      })
      .reduceRight((right, left) => nodeHash(from.sha256, left, right)),
  );
}

/** The tiles that are asked for, by path; those that the cache does not have are read in one round. */
async function tilesFor(
  { sha256, read, cache }: TreeReader,
  places: readonly { readonly tile: Tile; readonly path: string }[],
): Promise<Map<string, TileNodes>> {
  const tiles = new Map<string, TileNodes>();
  const missing = new Map<string, Tile>();
  for (const { tile, path } of places) {
    const kept = cache?.get(path);
    if (kept === undefined) missing.set(path, tile);
    else tiles.set(path, kept);
  }
  const bytes = missing.size === 0 ? [] : await read([...missing.values()]);
  [...missing].forEach(([path, tile], i) => {
    const data = bytes[i];
    if (data?.length !== tile.width * HASH_BYTES) throw new RangeError(`${path} has a wrong length`);
    const nodes = new TileNodes(sha256, data);
    cache?.set(path, nodes);
    tiles.set(path, nodes);
  });
  return tiles;
}
