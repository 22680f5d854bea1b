import { equalBytes } from './bytes';
import { emptyRoot, nodeHash, splitPoint } from './merkle';
import { HASH_BYTES, type Sha256 } from './sha256';
import { decodeTile, perfectRoot, TILE_WIDTH, type Tile, tileHolding, tilePath } from './tiles';

/** Bytes of the tiles asked for, in the same order. Asked once per proof, so that one round trip is enough. */
export type TileReader = (tiles: readonly Tile[]) => Promise<readonly Uint8Array[]>;

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
export async function proveInclusion(
  sha256: Sha256,
  read: TileReader,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  return hashesOf(sha256, read, size, inclusionRanges(index, 0, size));
}

/**
 * Proof that the tree of `oldSize` leaves is a prefix of that of `size` (RFC 6962 section 2.1.2); empty when
 * the sizes are equal or the old tree is empty.
 * @throws RangeError when `oldSize` is larger than `size`
 */
export async function proveConsistency(
  sha256: Sha256,
  read: TileReader,
  oldSize: number,
  size: number,
): Promise<Uint8Array[]> {
  if (!(oldSize >= 0 && oldSize <= size)) throw new RangeError(`${oldSize} is not within 0 … ${size}`);
  if (oldSize === 0) return [];
  return hashesOf(sha256, read, size, consistencyRanges(oldSize, 0, size, true));
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

function tileOf(size: number, { height, index }: Subtree): { tile: Tile; first: number; count: number } {
  const count = 2 ** (height % 8);
  const position = index * count;
  const tile = tileHolding(size, Math.floor(height / 8), position);
  return { tile, first: position % TILE_WIDTH, count };
}

async function hashesOf(sha256: Sha256, read: TileReader, size: number, ranges: readonly Range[]) {
  const parts = ranges.map((range) => subtreesOf(range).map((subtree) => tileOf(size, subtree)));
  const wanted = new Map(parts.flat().map(({ tile }) => [tilePath(tile), tile]));
  const tiles = [...wanted.values()];
  const bytes = await read(tiles);
  const rows = new Map<string, Uint8Array[]>();
  tiles.forEach((tile, i) => {
    rows.set(tilePath(tile), decodeTile(bytes[i] ?? new Uint8Array(0), tile.width));
  });
  return parts.map((subtrees) =>
    subtrees
      .map(({ tile, first, count }) =>
        perfectRoot(sha256, (rows.get(tilePath(tile)) ?? []).slice(first, first + count)),
      )
      .reduceRight((right, left) => nodeHash(sha256, left, right)),
  );
}

/**
 * The root that the proof leads to (RFC 9162 section 2.1.3.2), or null when it cannot belong to this index
 * and size. To be compared with a root that is trusted for another reason.
 */
export function rootFromInclusion(
  sha256: Sha256,
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array | null {
  if (!isPosition(index, size) || !areHashes([leaf, ...proof])) return null;
  let path = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return null;
    if (path % 2 === 1 || path === last) {
      hash = nodeHash(sha256, sibling, hash);
      while (path % 2 === 0 && path !== 0) [path, last] = [path / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    [path, last] = [Math.floor(path / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

export function verifyInclusion(
  sha256: Sha256,
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const reached = rootFromInclusion(sha256, index, size, leaf, proof);
  return reached !== null && equalBytes(reached, root);
}

/** Size and root hash of a tree. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether `proof` shows that the old tree is a prefix of the new one (RFC 9162 section 2.1.4.2). */
export function verifyConsistency(
  sha256: Sha256,
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
): boolean {
  if (!isSize(older.size) || !isSize(newer.size) || older.size > newer.size) return false;
  if (!areHashes([older.root, newer.root, ...proof])) return false;
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return proof.length === 0 && equalBytes(older.root, emptyRoot(sha256));
  const [first, ...rest] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  if (first === undefined || proof.length === 0) return false;
  return foldConsistency(sha256, older, newer, first, rest);
}

function foldConsistency(
  sha256: Sha256,
  older: TreeHead,
  newer: TreeHead,
  first: Uint8Array,
  rest: readonly Uint8Array[],
): boolean {
  let path = older.size - 1;
  let last = newer.size - 1;
  while (path % 2 === 1) [path, last] = [Math.floor(path / 2), Math.floor(last / 2)];
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (path % 2 === 1 || path === last) {
      oldHash = nodeHash(sha256, sibling, oldHash);
      newHash = nodeHash(sha256, sibling, newHash);
      while (path % 2 === 0 && path !== 0) [path, last] = [path / 2, Math.floor(last / 2)];
    } else {
      newHash = nodeHash(sha256, newHash, sibling);
    }
    [path, last] = [Math.floor(path / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(oldHash, older.root) && equalBytes(newHash, newer.root);
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

function isPosition(index: number, size: number): boolean {
  return isSize(index) && isSize(size) && index < size;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
