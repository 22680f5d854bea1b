import { nodeHash } from './merkle';
import type { Sha256 } from './sha256';

/** The nodes inside one tile, hashed as they are asked for and kept: row 0 is the tile itself. */
export class TileNodes {
  private readonly rows: (readonly Uint8Array[])[];

  constructor(
    private readonly sha256: Sha256,
    hashes: readonly Uint8Array[],
  ) {
    this.rows = [hashes];
  }

  /**
   * Root of the perfect subtree over 2^height hashes of the tile, the `index`-th of its height (0 … 8).
   * @throws RangeError when the tile is not wide enough to have it
   */
  node(height: number, index: number): Uint8Array {
    const node = this.row(height)[index];
    if (node === undefined) throw new RangeError(`the tile has no node ${index} at height ${height}`);
    return node;
  }

  private row(height: number): readonly Uint8Array[] {
    const known = this.rows[height];
    if (known !== undefined) return known;
    const below = this.row(height - 1);
    const row: Uint8Array[] = [];
    for (let i = 0; i + 1 < below.length; i += 2) {
      const [left, right] = [below[i], below[i + 1]];
      if (left !== undefined && right !== undefined) row.push(nodeHash(this.sha256, left, right));
    }
    this.rows[height] = row;
    return row;
  }
}

/**
 * Keeps the tiles of one log that were used last, by path; a tile never changes under its path. A full tile
 * with its nodes takes about 25 kB.
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
