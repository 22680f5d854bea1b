import { appendLeaves, EMPTY_FRONTIER, type Frontier, rootOf } from '@/lib/ledger/frontier';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { TileReader, TreeReader } from '@/lib/ledger/prove';
import { encodeBundle, encodeTile, hashesAtLevel, TILE_WIDTH, type Tile } from '@/lib/ledger/tiles';

/** A log in memory, as a test's stand-in for what is stored: entries and the hashes of every tile level. */
export class LogModel implements TreeReader {
  readonly sha256 = nodeSha256;
  readonly entries: Uint8Array[] = [];
  readonly levels: Uint8Array[][] = [[]];
  private readonly frontiers: Frontier[] = [EMPTY_FRONTIER];

  append(...entries: readonly Uint8Array[]): this {
    for (const entry of entries) {
      const hash = leafHash(nodeSha256, entry);
      this.levels[0]?.push(hash);
      const frontier = appendLeaves(nodeSha256, this.frontier(), [hash], (level, index, subtree) => {
        const row = this.levels[level] ?? [];
        row[index] = subtree;
        this.levels[level] = row;
      });
      this.entries.push(entry);
      this.frontiers.push(frontier);
    }
    return this;
  }

  get size(): number {
    return this.entries.length;
  }

  frontier(size = this.size): Frontier {
    const frontier = this.frontiers[size];
    if (frontier === undefined) throw new RangeError(`the log has no size ${size}`);
    return frontier;
  }

  /** Root of the tree over the first `size` entries. */
  root(size = this.size): Uint8Array {
    return rootOf(nodeSha256, this.frontier(size));
  }

  tile({ level, index, width }: Tile): Uint8Array {
    const from = index * TILE_WIDTH;
    if (level === 'entries') return encodeBundle(this.entries.slice(from, from + width));
    if (from + width > hashesAtLevel(this.size, level)) throw new RangeError('the log has no such tile');
    return encodeTile((this.levels[level] ?? []).slice(from, from + width));
  }

  readonly read: TileReader = async (tiles) => tiles.map((tile) => this.tile(tile));
}
