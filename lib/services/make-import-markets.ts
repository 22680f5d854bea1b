import type { Pool } from 'pg';
import type { MarketFacts } from '@/lib/market/market';
import { insertPlaces } from '@/lib/store/import/insert-places';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { sealAct } from './seal-act';

/** Registers markets that an import speaks of, each with its audit row and leaf, all or none. @param source.now ms */
export function makeImportMarkets(
  pool: Pool,
  markets: readonly MarketFacts[],
  source: { readonly runId: string; readonly now: number },
): Promise<void> {
  return withLedger(pool, async (work) => {
    await insertPlaces(work.client, markets);
    for (const m of markets) {
      await sealAct(
        work,
        { kind: 'job', name: 'import' },
        {
          at: source.now,
          action: 'market.create',
          subject: `market:${m.code}`,
          before: null,
          after: { name: m.name, region: m.regionId, origin: m.origin, import: source.runId },
          requestId: null,
        },
      );
    }
  });
}
