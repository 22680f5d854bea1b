import type { Pool } from 'pg';
import type { LogSource } from '@/lib/ledger/log-source';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { TreeReader } from '@/lib/ledger/prove';
import { HASH_BYTES } from '@/lib/ledger/sha256';
import { TileCache, TileNodes } from '@/lib/ledger/tile-nodes';
import { cutBundle, parseTilePath, TILE_WIDTH, type Tile, tilePath } from '@/lib/ledger/tiles';
import { readEntry } from '@/lib/store/ledger/read-entry';
import { readLeafBundle, readLeafHashes } from '@/lib/store/ledger/read-leaves';
import { readProofParts } from '@/lib/store/ledger/read-proof-parts';
import { readTile } from '@/lib/store/ledger/read-tile';
import { BUNDLES, readTiles } from '@/lib/store/ledger/read-tiles';

/** The stored ledger as tiles, wherever its leaves are just now: packed, or waiting to be. */
export interface StoredTree extends TreeReader {
  /** Canonical bytes of a leaf, null when it is not stored. */
  entry(index: number): Promise<Uint8Array | null>;
  /** A tile's bytes, null when the ledger has not grown that far. */
  tile(tile: Tile): Promise<Uint8Array | null>;
  /** The same by its path. */
  readonly readPath: LogSource['read'];
  /** Reads the tiles of one proof with its leaf, in one round trip. For a single use. */
  withLeaf(index: number): LeafReader;
}

/** Makes the proof of one leaf. */
export interface LeafReader extends TreeReader {
  /** Canonical bytes of the leaf, null when it is not stored. Asked for after the proof it comes for nothing. */
  entry(): Promise<Uint8Array | null>;
}

/** 128 MB once so many were asked for: all tiles of two million leaves. One that is not kept costs its hashing. */
export const CACHED_TILES = 8_192;

/** Hashes above the leaves that are known and not packed yet; undefined for any other. */
export type PendingHash = (level: number, position: number) => Uint8Array | undefined;

/** Reads nothing before it is asked. Safe beside writers and the packer. */
export function storedTree(
  pool: Pool,
  cachedTiles = CACHED_TILES,
  pending: PendingHash = () => undefined,
): StoredTree {
  async function tile(wanted: Tile): Promise<Uint8Array | null> {
    return (await once(wanted)) ?? once(wanted);
  }

  /** Asked twice before it counts as missing: what was neither packed nor waiting was being packed just then. */
  async function once(wanted: Tile): Promise<Uint8Array | null> {
    return completed(wanted, await readTile(pool, keyOf(wanted)));
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

  function completeAll(
    tiles: readonly Tile[],
    stored: readonly (Uint8Array | null)[],
  ): Promise<readonly Uint8Array[]> {
    return Promise.all(
      tiles.map(async (wanted, i) => {
        const bytes = (await completed(wanted, stored[i] ?? null)) ?? (await once(wanted));
        if (bytes === null) throw new RangeError(`the ledger has no ${tilePath(wanted)}`);
        return bytes;
      }),
    );
  }

  // Again, because it may have been packed just between the two places.
  const entry = async (index: number) => (await readEntry(pool, index)) ?? readEntry(pool, index);
  const cache = new TileCache(cachedTiles);

  return {
    sha256: nodeSha256,
    cache,
    tile,
    entry,
    read: async (tiles) => completeAll(tiles, await readTiles(pool, tiles.map(keyOf))),
    withLeaf(index) {
      let found: Uint8Array | null = null;
      return {
        sha256: nodeSha256,
        cache,
        async read(tiles) {
          const parts = await readProofParts(pool, index, tiles.map(keyOf));
          found = parts.entry;
          return completeAll(tiles, parts.tiles);
        },
        entry: async () => found ?? entry(index),
      };
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
