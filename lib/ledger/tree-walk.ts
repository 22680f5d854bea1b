import { equalBytes } from './bytes';
import type { EntryCheck } from './check-leaf';
import { appendLeaves, EMPTY_FRONTIER, type Frontier, rootOf } from './frontier';
import { found, type LogSource } from './log-source';
import { leafHash } from './merkle';
import type { TreeHead } from './proof';
import { type Bundle, readTile } from './read-bundles';
import { HASH_BYTES, type Sha256 } from './sha256';
import { decodeTile, TILE_WIDTH, tileHolding, tilePath } from './tiles';

/** The published rows of hashes above the leaves; one tile a level is enough, as they come in order. */
export class TileRows {
  private readonly rows = new Map<number, { readonly index: number; readonly hashes: Uint8Array[] }>();

  constructor(
    private readonly source: LogSource,
    private readonly size: number,
  ) {}

  async hash(level: number, position: number): Promise<Uint8Array | undefined> {
    const tile = tileHolding(this.size, level, position);
    let row = this.rows.get(level);
    if (row?.index !== tile.index) {
      const span = TILE_WIDTH ** level;
      const first = tile.index * TILE_WIDTH * span;
      const bytes = await readTile(this.source, tile, first, this.size);
      if (bytes.length !== tile.width * HASH_BYTES) {
        found('malformed', first, first + tile.width * span - 1, `${tilePath(tile)} has a wrong length`);
      }
      row = { index: tile.index, hashes: decodeTile(bytes, tile.width) };
      this.rows.set(level, row);
    }
    return row.hashes[position - row.index * TILE_WIDTH];
  }
}

/** Takes a tree's leaves from left to right and compares all that is published about them. */
export class TreeWalk {
  /** Leaves that are known to agree with a tree seen before. */
  agreed = 0;
  /** The frontier after the last full bundle. */
  lastWhole: Frontier = EMPTY_FRONTIER;

  constructor(
    private readonly sha256: Sha256,
    private readonly tiles: TileRows,
    private readonly heads: readonly TreeHead[],
    private readonly checkEntry: EntryCheck,
  ) {}

  async bundle(before: Frontier, { first, entries, hashes }: Bundle): Promise<Frontier> {
    entries.forEach((entry, i) => {
      const hash = leafHash(this.sha256, entry);
      const index = first + i;
      if (!equalBytes(hash, hashes[i] ?? hash.subarray(1))) {
        found('entry', index, index, `entry ${index} is not the one that was hashed into the tree`);
      }
      const wrong = this.checkEntry(entry, index);
      if (wrong !== null) found('leaf', index, index, `entry ${index}: ${wrong}`);
    });
    let frontier = before;
    let done = 0;
    const ends = this.heads.map((head) => head.size - first).filter((end) => end > 0 && end < entries.length);
    for (const end of [...ends, entries.length]) {
      frontier = await this.append(frontier, hashes.slice(done, end));
      this.compareHeads(frontier);
      done = end;
    }
    if (frontier.size % TILE_WIDTH === 0) this.lastWhole = frontier;
    return frontier;
  }

  private async append(before: Frontier, hashes: readonly Uint8Array[]): Promise<Frontier> {
    const above: { level: number; index: number; hash: Uint8Array }[] = [];
    const after = appendLeaves(this.sha256, before, hashes, (level, index, hash) => {
      above.push({ level, index, hash });
    });
    for (const { level, index, hash } of above) {
      const published = await this.tiles.hash(level, index);
      if (published === undefined || !equalBytes(published, hash)) {
        const span = TILE_WIDTH ** level;
        const last = (index + 1) * span - 1;
        found('tile', index * span, last, `hash ${index} of tile level ${level} is not that of its leaves`);
      }
    }
    return after;
  }

  /** Compares with every known tree of exactly this size. */
  compareHeads(frontier: Frontier): void {
    const due = this.heads.filter((head) => head.size === frontier.size);
    if (due.length === 0) return;
    const root = rootOf(this.sha256, frontier);
    for (const head of due) {
      if (!equalBytes(root, head.root)) {
        const what = `the first ${head.size} leaves are not those that were signed before`;
        found('forked', this.agreed, Math.max(this.agreed, head.size - 1), what);
      }
    }
    this.agreed = frontier.size;
  }
}
