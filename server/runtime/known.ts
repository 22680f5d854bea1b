import { buildCatalog, type Catalog } from '@/lib/market/catalog';
import { isClosedAt } from '@/lib/market/closing';
import type { BoardFacts } from '@/lib/services/board-facts';
import type { Ledger } from '@/lib/services/ledger';

/** What this process last read from the database. Each part is replaced whole; `null` before the first reading. */
export interface Known {
  catalog: Catalog;
  facts: BoardFacts | null;
  ledger: Ledger | null;
  /** Size of the ledger. */
  seq: number;
}

export function nothingKnown(): Known {
  const catalog = buildCatalog({ commodities: [], regions: [], markets: [], aliases: [], units: [] });
  return { catalog, facts: null, ledger: null, seq: 0 };
}

/** Whether a market has not closed for good by a time (ms), as far as is known. */
export function tradesIn(known: Pick<Known, 'catalog'>): (marketId: number, time: number) => boolean {
  return (marketId, time) => {
    const market = known.catalog.markets.get(marketId);
    return market === undefined || !isClosedAt(known.catalog, market, time);
  };
}
