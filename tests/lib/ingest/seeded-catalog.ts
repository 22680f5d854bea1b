import { buildCatalog, type Catalog } from '@/lib/market/catalog';
import { seedRows } from '@/prisma/seed/seed-rows';

/** The catalogue of a fresh database: the example market has id 1. */
export function seededCatalog(): Catalog {
  const rows = seedRows();
  return buildCatalog({
    ...rows,
    markets: [{ ...rows.exampleMarket, id: 1, closedOn: null, closedReason: null }],
    aliases: rows.aliases.map((a) => ({ ...a, marketId: a.marketCode === null ? null : 1 })),
  });
}
