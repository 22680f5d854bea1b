import type { BoardSource } from './board-source';
import { findArea } from './find-area';

/** The newest prices of one market; those of imported history have no place of their own in the ledger. @throws SmpError NOT_FOUND */
export function readMarketPrices(source: BoardSource, code: string, commodity: string | undefined) {
  const catalog = source.catalog();
  const { id, name } = findArea(source, { market_id: code });
  const prices = [...catalog.commodities.values()].flatMap((c) => {
    const last = source.lastPrices.of(c.id).get(id);
    if (last === undefined || (commodity !== undefined && c.code !== commodity)) return [];
    return [
      {
        commodity: c.code,
        unit: c.unit,
        price: last.price,
        observed_at: new Date(last.observedAt).toISOString(),
        ledger_index: last.ledgerIndex >= 0 ? last.ledgerIndex : null,
        simulated: last.provenance === 'simulated',
        impact_score: source.impacts.get(c.id, id),
      },
    ];
  });
  return {
    at: new Date(source.clock.now()).toISOString(),
    seq: source.seq(),
    market_id: name,
    closed_on: catalog.markets.get(id)?.closedOn ?? null,
    prices,
  };
}
