import type { Pool } from 'pg';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { appendLeaves, EMPTY_FRONTIER, rootOf } from '@/lib/ledger/frontier';
import type { ImportBatchLeaf } from '@/lib/ledger/leaf-kinds';
import { found } from '@/lib/ledger/log-source';
import { leafHash } from '@/lib/ledger/merkle';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { Catalog } from '@/lib/market/catalog';
import { provenanceFromNumber } from '@/lib/market/provenance';
import { type HistoryRow, readHistoryRows } from '@/lib/store/ledger/read-history-rows';

const STEP = 10_000;

/**
 * Compares the rows of history with the leaves of their batches. Each batch's rows are the next ones down from the
 * last; of batches that were written at once, the leaf of the one may come before that of the other all the same,
 * since ids are reserved before the head is locked. Such a leaf waits until its rows are the next.
 */
export class HistoryCheck {
  /** Rows that were compared. */
  rows = 0;
  private below = 0;
  private readonly waiting: ImportBatchLeaf[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly catalog: Catalog,
  ) {}

  async batch(leaf: ImportBatchLeaf): Promise<void> {
    this.waiting.push(leaf);
    while (this.waiting.length > 0) {
      const [next] = await readHistoryRows(this.pool, this.below, 1);
      const place = this.waiting.findIndex(({ at }) => at === next?.receivedAt);
      const [fitting] = place < 0 ? [] : this.waiting.splice(place, 1);
      if (fitting === undefined) return;
      await this.compare(fitting);
    }
  }

  private async compare(leaf: ImportBatchLeaf): Promise<void> {
    let tree = EMPTY_FRONTIER;
    while (tree.size < leaf.rows) {
      const rows = await readHistoryRows(this.pool, this.below, Math.min(STEP, leaf.rows - tree.size));
      const last = rows.at(-1);
      if (last === undefined) return this.wrong(leaf, 'rows are missing');
      for (const row of rows) this.checkColumns(leaf, row);
      tree = appendLeaves(
        nodeSha256,
        tree,
        rows.map((row) => this.hashOf(row)),
      );
      this.below = last.id;
      this.rows += rows.length;
    }
    const root = toHex(rootOf(nodeSha256, tree));
    if (leaf.rowsRoot !== undefined && root !== leaf.rowsRoot)
      this.wrong(leaf, 'the rows are not those sealed');
  }

  /** No leaf is left without its rows, and no row is left over. */
  async end(): Promise<void> {
    for (const leaf of this.waiting) await this.compare(leaf);
    const [more] = await readHistoryRows(this.pool, this.below, 1);
    if (more !== undefined) found('leaf', null, null, `row ${more.id} of history is in no batch`);
  }

  /** What the row's hash does not cover is the same for a whole batch, or follows from the market. */
  private checkColumns(leaf: ImportBatchLeaf, row: HistoryRow): void {
    const region = this.catalog.markets.get(row.marketId)?.regionId;
    const same =
      row.plain && row.receivedAt === leaf.at && row.publishedAt === leaf.at && row.regionId === region;
    if (!same) this.wrong(leaf, `row ${row.id} is not as it was taken in`);
  }

  private hashOf(row: HistoryRow): Uint8Array {
    const market = this.catalog.markets.get(row.marketId)?.code ?? '';
    const commodity = this.catalog.commodities.get(row.commodityId)?.code ?? '';
    const provenance = provenanceFromNumber(row.provenance);
    const text = `${row.id}\t${market}\t${commodity}\t${row.price}\t${row.time}\t${provenance}`;
    return leafHash(nodeSha256, utf8(text));
  }

  private wrong({ index }: ImportBatchLeaf, what: string): never {
    return found('leaf', index, index, `batch of history ${index}: ${what}`);
  }
}
