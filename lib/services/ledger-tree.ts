import type { Pool } from 'pg';
import type { LogSource } from '@/lib/ledger/log-source';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { TreeReader } from '@/lib/ledger/prove';
import { HASH_BYTES } from '@/lib/ledger/sha256';
import { TileCache, TileNodes } from '@/lib/ledger/tile-nodes';
import { cutBundle, parseTilePath, TILE_WIDTH, type Tile, tilePath } from '@/lib/ledger/tiles';
import { readEntry } from '@/lib/store/ledger/read-entry';
import { readLeafBundle, readLeafHashes } from '@/lib/store/ledger/read-leaves';
import { BUNDLES, readTiles } from '@/lib/store/ledger/read-tiles';

/** The stored ledger as tiles, wherever its leaves are just now: packed, or waiting to be. */
export interface StoredTree extends TreeReader {
  /** Canonical bytes of a leaf, null when it is not stored. */
  entry(index: number): Promise<Uint8Array | null>;
  /** A tile's bytes, null when the ledger has not grown that far. */
  tile(tile: Tile): Promise<Uint8Array | null>;
  /** The same by its path. */
  readonly readPath: LogSource['read'];
}

/** Kept tiles take about 25 MB; the upper levels of ten million leaves are some two hundred. */
export const CACHED_TILES = 1_000;

/** Hashes above the leaves that are known and not packed yet; undefined for any other. */
export type PendingHash = (level: number, position: number) => Uint8Array | undefined;

/** Reads nothing before it is asked. Safe beside writers and the packer. */
export function storedTree(
  pool: Pool,
  cachedTiles = CACHED_TILES,
  pending: PendingHash = () => undefined,
): StoredTree {
  async function tile(wanted: Tile): Promise<Uint8Array | null> {
    const [stored = null] = await readTiles(pool, [keyOf(wanted)]);
    return (await completed(wanted, stored)) ?? again(wanted);
  }

  /** What was neither packed nor waiting was being packed just then. */
  async function again(wanted: Tile): Promise<Uint8Array | null> {
    const [stored = null] = await readTiles(pool, [keyOf(wanted)]);
    return completed(wanted, stored);
  }

  function completed(wanted: Tile, stored: Uint8Array | null): Promise<Uint8Array | null> | Uint8Array {
    const { level, index, width } = wanted;
    const from = index * TILE_WIDTH;
    if (level === 'entries') {
      return stored === null ? readLeafBundle(pool, from, from + width) : cutBundle(stored, width);
    }
    if (stored !== null && stored.length >= width * HASH_BYTES) return stored.subarray(0, width * HASH_BYTES);
    return level === 0 ? readLeafHashes(pool, from, from + width) : fromBelow(wanted, stored);
  }

  /** Hashes that the packer has not written yet, from the tiles below. */
  async function fromBelow(wanted: Tile, stored: Uint8Array | null): Promise<Uint8Array | null> {
    const hashes = new Uint8Array(wanted.width * HASH_BYTES);
    hashes.set(stored ?? []);
    const known = (stored?.length ?? 0) / HASH_BYTES;
    for (let i = known; i < wanted.width; i++) {
      const index = wanted.index * TILE_WIDTH + i;
      const held = pending(Number(wanted.level), index);
      if (held !== undefined) {
        hashes.set(held, i * HASH_BYTES);
        continue;
      }
      const below = await tile({ level: Number(wanted.level) - 1, index, width: TILE_WIDTH });
      if (below === null) return null;
      const nodes = new TileNodes(nodeSha256, below);
      hashes.set(nodes.node(8, 0), i * HASH_BYTES);
    }
    return hashes;
  }

  return {
    sha256: nodeSha256,
    cache: new TileCache(cachedTiles),
    tile,
    // Again, because it may have been packed just between the two places.
    entry: async (index) => (await readEntry(pool, index)) ?? readEntry(pool, index),
    async read(tiles) {
      const stored = await readTiles(pool, tiles.map(keyOf));
      return Promise.all(
        tiles.map(async (wanted, i) => {
          const bytes = (await completed(wanted, stored[i] ?? null)) ?? (await again(wanted));
          if (bytes === null) throw new RangeError(`the ledger has no ${tilePath(wanted)}`);
          return bytes;
        }),
      );
    },
    async readPath(path) {
      const wanted = parseTilePath(path);
      return wanted === null ? null : tile(wanted);
    },
  };
}

function keyOf({ level, index }: Tile) {
  return { level: level === 'entries' ? BUNDLES : level, id: index };
}
