import { toHex, utf8 } from '@/lib/ledger/bytes';
import { appendLeaves, EMPTY_FRONTIER, type Frontier, rootOf } from '@/lib/ledger/frontier';
import { leafText } from '@/lib/ledger/leaf';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { Catalog } from '@/lib/market/catalog';
import type { HistoryBatch, SealHistory } from '@/lib/store/river/append-history';
import { sealTexts } from './ledger-seal';

export interface HistorySource {
  /** Name of the file or of the program that the rows came from. */
  readonly name: string;
  /** SHA-256 of the file, hex; of the description of a simulation. */
  readonly fileHash: string;
  readonly refused: number;
  /** First and last day, ISO. */
  readonly from: string;
  readonly to: string;
}

/**
 * Seals a batch of history with one leaf. The leaf holds the root of an RFC 6962 tree over the rows, each
 * written as `id<TAB>market<TAB>commodity<TAB>price<TAB>time<TAB>provenance`, so every row can be proven.
 */
export function historySealer(catalog: Catalog, batch: HistoryBatch, source: HistorySource): SealHistory {
  return (firstId) => {
    const rowsRoot = toHex(rootOf(nodeSha256, rowsTree(catalog, batch, firstId)));
    return (head) => {
      const entry = leafText({
        kind: 'import-batch',
        index: head.size,
        source: source.name,
        fileHash: source.fileHash,
        rows: batch.prices.length,
        refused: source.refused,
        from: source.from,
        to: source.to,
        rowsRoot,
        at: batch.receivedAt,
        actor: 'system',
      });
      return sealTexts(head, [entry]);
    };
  };
}

/** Rows are taken in by the handful, so that their hashes need not lie in memory together. */
const HANDFUL = 256;

function rowsTree(catalog: Catalog, { prices, provenance }: HistoryBatch, firstId: number): Frontier {
  let tree = EMPTY_FRONTIER;
  let hashes: Uint8Array[] = [];
  let observedAt = Number.NaN;
  let time = '';
  for (const [i, p] of prices.entries()) {
    // Prices of one visit lie together and share their time.
    if (p.observedAt !== observedAt) {
      observedAt = p.observedAt;
      time = new Date(observedAt).toISOString();
    }
    const market = catalog.markets.get(p.marketId)?.code ?? '';
    const commodity = catalog.commodities.get(p.commodityId)?.code ?? '';
    const row = `${firstId - i}\t${market}\t${commodity}\t${p.price}\t${time}\t${provenance}`;
    hashes.push(leafHash(nodeSha256, utf8(row)));
    if (hashes.length < HANDFUL) continue;
    tree = appendLeaves(nodeSha256, tree, hashes);
    hashes = [];
  }
  return appendLeaves(nodeSha256, tree, hashes);
}
