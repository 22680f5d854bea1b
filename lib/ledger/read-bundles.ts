import { found, type LogSource } from './log-source';
import { HASH_BYTES } from './sha256';
import { cutBundle, decodeBundle, decodeTile, TILE_WIDTH, type Tile, tileHolding, tilePath } from './tiles';

/** Entries with their published leaf hashes, from position `first` on. */
export interface Bundle {
  readonly first: number;
  readonly entries: Uint8Array[];
  readonly hashes: Uint8Array[];
}

/** Entry bundles with their tiles of leaf hashes, in order, some of them already under way. */
export async function* readBundles(
  source: LogSource,
  from: number,
  size: number,
  ahead: number,
): AsyncGenerator<Bundle> {
  const waiting: Promise<Bundle>[] = [];
  for (let first = from; first < size || waiting.length > 0; ) {
    while (first < size && waiting.length <= ahead) {
      const next = readBundle(source, first, size);
      next.catch(() => undefined); // awaited in its turn; until then a failure must not end the process
      waiting.push(next);
      first += TILE_WIDTH;
    }
    const next = waiting.shift();
    if (next !== undefined) yield await next;
  }
}

async function readBundle(source: LogSource, first: number, size: number): Promise<Bundle> {
  const bundle = tileHolding(size, 'entries', first);
  const [entryBytes, hashBytes] = await Promise.all([
    readTile(source, bundle, first, size),
    readTile(source, { ...bundle, level: 0 }, first, size),
  ]);
  const last = first + bundle.width - 1;
  try {
    return {
      first,
      entries: decodeBundle(entryBytes, bundle.width),
      hashes: decodeTile(hashBytes, bundle.width),
    };
  } catch (error) {
    return found('malformed', first, last, error instanceof Error ? error.message : 'unreadable');
  }
}

/** The tile as wide as the tree has it, or cut from the full one, which a log may keep instead. */
export async function readTile(
  source: LogSource,
  tile: Tile,
  first: number,
  size: number,
): Promise<Uint8Array> {
  const bytes = await source.read(tilePath(tile));
  if (bytes !== null) return bytes;
  const last = Math.min(size, first + TILE_WIDTH ** ((tile.level === 'entries' ? 0 : tile.level) + 1)) - 1;
  const full = tile.width < TILE_WIDTH ? await source.read(tilePath({ ...tile, width: TILE_WIDTH })) : null;
  if (full === null) return found('missing', first, last, `${tilePath(tile)} is missing`);
  if (tile.level !== 'entries') return full.subarray(0, tile.width * HASH_BYTES);
  return cutBundle(full, tile.width);
}
