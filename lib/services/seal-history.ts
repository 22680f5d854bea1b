import { toHex, utf8 } from '@/lib/ledger/bytes';
import { appendLeaves, decodeFrontier, EMPTY_FRONTIER, encodeFrontier, rootOf } from '@/lib/ledger/frontier';
import { leafText } from '@/lib/ledger/leaf';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { Catalog } from '@/lib/market/catalog';
import type { HistoryBatch, SealHistory } from '@/lib/store/river/append-history';

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
  return (head, firstId) => {
    const hashes = batch.prices.map((p, i) => {
      const market = catalog.markets.get(p.marketId)?.code ?? '';
      const commodity = catalog.commodities.get(p.commodityId)?.code ?? '';
      const time = new Date(p.observedAt).toISOString();
      const row = `${firstId - i}\t${market}\t${commodity}\t${p.price}\t${time}\t${batch.provenance}`;
      return leafHash(nodeSha256, utf8(row));
    });
    const rowsRoot = toHex(rootOf(nodeSha256, appendLeaves(nodeSha256, EMPTY_FRONTIER, hashes)));
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
    const edge = appendLeaves(nodeSha256, decodeFrontier(head.size, head.frontier), [
      leafHash(nodeSha256, utf8(entry)),
    ]);
    return { entries: [entry], frontier: encodeFrontier(edge) };
  };
}
