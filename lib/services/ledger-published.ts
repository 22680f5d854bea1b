import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { formatPolicy, NO_QUORUM } from '@/lib/ledger/policy';
import { hashesAtLevel, parseTilePath, TILE_WIDTH } from '@/lib/ledger/tiles';
import { parseVerifierKey } from '@/lib/ledger/verifier-key';
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

/** The policy that a published checkpoint meets, as a text that {@link formatPolicy} writes. */
export function publishedPolicy({ vkeys, policy }: Ledger): string {
  const logs = vkeys.map((vkey) => parseVerifierKey(nodeSha256, vkey));
  return formatPolicy({ logs, witnesses: policy?.witnesses ?? [], quorum: policy?.quorum ?? NO_QUORUM });
}
