import { concatBytes, parseDecimal } from './bytes';
import { HASH_BYTES } from './sha256';

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;

/** A tile of the tree (`level` 0 holds leaf hashes) or a bundle of entries (c2sp.org/tlog-tiles). */
export interface Tile {
  readonly level: number | 'entries';
  /** Counts tiles of this level from the left. */
  readonly index: number;
  /** Hashes or entries in it, 1–256; below 256 it is a partial one at the right edge. */
  readonly width: number;
}

/** Path under the log's prefix, e.g. `tile/0/x001/x234/067`, `tile/entries/000.p/17`. */
export function tilePath(tile: Tile): string {
  const { level, index, width } = tile;
  let path = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

const TILE_PATH = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/;

/** @returns null unless `path` is exactly what {@link tilePath} writes for some tile */
export function parseTilePath(path: string): Tile | null {
  const match = TILE_PATH.exec(path);
  if (match === null) return null;
  const [, kind = '', digits = '', partial] = match;
  const level = kind === 'entries' ? kind : parseDecimal(kind);
  const index = Number(digits.replace(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : parseDecimal(partial);
  if (level === null || width === null || !Number.isSafeInteger(index)) return null;
  if ((level !== 'entries' && level > 63) || width < 1 || width > TILE_WIDTH) return null;
  const tile: Tile = { level, index, width };
  return tilePath(tile) === path ? tile : null;
}

/** How many hashes level `level` of a tree of `size` leaves has: perfect subtrees of 256^level leaves. */
export function hashesAtLevel(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/**
 * The tile that holds position `position` of a level in a tree of `size` leaves, as wide as that tree allows.
 * @throws RangeError when the tree has no such hash
 */
export function tileHolding(size: number, level: number | 'entries', position: number): Tile {
  const count = level === 'entries' ? size : hashesAtLevel(size, level);
  if (position < 0 || position >= count) {
    throw new RangeError(`level ${level} of a tree of ${size} leaves has no position ${position}`);
  }
  const index = Math.floor(position / TILE_WIDTH);
  return { level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) };
}

/** Tiles and bundles that a tree of `size` leaves has and one of `since` leaves had not, bundles first. */
export function tilesAdded(since: number, size: number): Tile[] {
  const tiles: Tile[] = [];
  for (const level of ['entries', 0, 1, 2, 3, 4, 5, 6] as const) {
    const height = level === 'entries' ? 0 : level;
    const before = hashesAtLevel(since, height);
    const after = hashesAtLevel(size, height);
    if (after === 0) break;
    if (after === before) continue;
    for (let position = before - (before % TILE_WIDTH); position < after; position += TILE_WIDTH) {
      tiles.push(tileHolding(size, level, position));
    }
  }
  return tiles;
}

/** A tile's bytes: its hashes one after the other. */
export function encodeTile(hashes: readonly Uint8Array[]): Uint8Array {
  return concatBytes(hashes);
}

/** @throws RangeError when the bytes are not exactly `width` hashes */
export function decodeTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * HASH_BYTES) {
    throw new RangeError(`a tile of width ${width} has ${width * HASH_BYTES} bytes, not ${bytes.length}`);
  }
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += HASH_BYTES) hashes.push(bytes.subarray(at, at + HASH_BYTES));
  return hashes;
}

/** Entries one after the other, each behind its length as two big-endian bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new RangeError(`an entry has at most 65535 bytes, not ${entry.length}`);
    length += 2 + entry.length;
  }
  const bundle = new Uint8Array(length);
  let at = 0;
  for (const entry of entries) {
    bundle[at] = entry.length >>> 8;
    bundle[at + 1] = entry.length & 0xff;
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/**
 * Views into `bytes`, one per entry.
 * @throws RangeError when the bundle is cut off or does not hold exactly `width` entries
 */
export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (at + 2 > bytes.length || end > bytes.length) throw new RangeError('the bundle is cut off');
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (entries.length !== width) {
    throw new RangeError(`the bundle holds ${entries.length} entries, not ${width}`);
  }
  return entries;
}

/** The first `width` entries of a bundle that holds at least as many. */
export function cutBundle(bytes: Uint8Array, width: number): Uint8Array {
  let end = 0;
  for (let i = 0; i < width; i++) end += 2 + (bytes[end] ?? 0) * 256 + (bytes[end + 1] ?? 0);
  return bytes.subarray(0, end);
}
