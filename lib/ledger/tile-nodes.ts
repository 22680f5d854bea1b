import { nodeHash } from './merkle';
import { HASH_BYTES, type Sha256 } from './sha256';

/**
 * The nodes inside one tile, hashed as they are asked for and kept: row 0 is the tile itself. Each row is one
 * array of bytes, so that a thousand kept tiles are no work for the garbage collector.
 */
export class TileNodes {
  private readonly rows: Uint8Array[];

  /** @param tile its hashes one after the other, as they are published */
  constructor(
    private readonly sha256: Sha256,
    tile: Uint8Array,
  ) {
    if (tile.length % HASH_BYTES !== 0) throw new RangeError('a tile holds whole hashes');
    this.rows = [tile];
  }

  /**
   * Root of the perfect subtree over 2^height hashes of the tile, the `index`-th of its height (0 … 8).
   * @throws RangeError when the tile is not wide enough to have it
   */
  node(height: number, index: number): Uint8Array {
    const row = this.row(height);
    const start = index * HASH_BYTES;
    if (start + HASH_BYTES > row.length) {
      throw new RangeError(`the tile has no node ${index} at height ${height}`);
    }
    return row.subarray(start, start + HASH_BYTES);
  }

  private row(height: number): Uint8Array {
    const known = this.rows[height];
    if (known !== undefined) return known;
    const below = this.row(height - 1);
    const nodes = Math.floor(below.length / (2 * HASH_BYTES));
    const row = new Uint8Array(nodes * HASH_BYTES);
    for (let i = 0; i < nodes; i++) {
      const left = 2 * i * HASH_BYTES;
      const right = left + HASH_BYTES;
      const hash = nodeHash(
        this.sha256,
        below.subarray(left, right),
        below.subarray(right, right + HASH_BYTES),
      );
      row.set(hash, i * HASH_BYTES);
    }
    this.rows[height] = row;
    return row;
  }
}

/**
 * Keeps the tiles of one log that were used last, by path; a tile never changes under its path. A full tile
 * with its nodes takes 16 kB.
 */
export class TileCache {
  private readonly tiles = new Map<string, TileNodes>();

  constructor(private readonly most: number) {}

  get(path: string): TileNodes | undefined {
    const tile = this.tiles.get(path);
    if (tile !== undefined) {
      this.tiles.delete(path);
      this.tiles.set(path, tile);
    }
    return tile;
  }

  set(path: string, tile: TileNodes): void {
    this.tiles.set(path, tile);
    if (this.tiles.size <= this.most) return;
    const [oldest] = this.tiles.keys();
    if (oldest !== undefined) this.tiles.delete(oldest);
  }
}
