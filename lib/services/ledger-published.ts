import { hashesAtLevel, parseTilePath, TILE_WIDTH } from '@/lib/ledger/tiles';
import type { Ledger } from './ledger';

/** A tile or bundle of the published tree; null for a path that is none, or that it has not grown to. */
export async function ledgerTile(ledger: Ledger, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const tile = parseTilePath(path);
  const size = ledger.published()?.size ?? 0;
  if (tile === null) return null;
  const count = hashesAtLevel(size, tile.level === 'entries' ? 0 : tile.level);
  if (tile.index * TILE_WIDTH + tile.width > count) return null;
  const bytes = await ledger.tree.tile(tile);
  return bytes === null ? null : (bytes as Uint8Array<ArrayBuffer>);
}
