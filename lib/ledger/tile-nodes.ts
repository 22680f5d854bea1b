import { nodeHash } from './merkle';
import { HASH_BYTES, type Sha256 } from './sha256';

/**
 * The nodes inside one tile, hashed as they are asked for and kept: row 0 is the tile itself, and all rows above
 * it lie in one array of bytes, so that thousands of kept tiles are no work for the garbage collector.
 */
export class TileNodes {
  private readonly rows: Uint8Array[];
  private above: Uint8Array | null = null;

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
    const row = this.room(nodes * HASH_BYTES, height === 1 ? 0 : below.byteOffset + below.length);
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

  /** Bytes for a row, right behind those of the row below it. All rows together are shorter than the tile. */
  private room(length: number, from: number): Uint8Array {
    this.above ??= new Uint8Array(this.rows[0]?.length ?? 0);
    return this.above.subarray(from, from + length);
  }
}

/**
 * Keeps tiles of one log that were used lately, by path; a tile never changes under its path. A full tile with
 * its nodes takes 16 kB. Two generations: what is used stays or comes into the young one, and when that has half
 * of all, the old one goes as a whole. Ordering the tiles by use would cost more than a proof.
 */
export class TileCache {
  private young = new Map<string, TileNodes>();
  private old = new Map<string, TileNodes>();

  /** @param most tiles that are kept at most */
  constructor(private readonly most: number) {}

  get(path: string): TileNodes | undefined {
    const tile = this.young.get(path);
    if (tile !== undefined) return tile;
    const aged = this.old.get(path);
    if (aged !== undefined) this.set(path, aged);
    return aged;
  }

  set(path: string, tile: TileNodes): void {
    if (this.young.size >= this.most / 2) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(path, tile);
  }
}
