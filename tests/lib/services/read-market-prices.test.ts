import { describe, expect, it } from 'vitest';
import { createLastPrices } from '@/lib/services/last-prices';
import { readMarketPrices } from '@/lib/services/read-market-prices';

const NOW = Date.UTC(2026, 10, 29, 3);
const MARKET = { id: 7, code: 'PASAR-7', regionId: 94 };
const GOODS = [
  { id: 1, code: 'beras-medium', unit: 'kg', ledgerIndex: 12 },
  { id: 2, code: 'minyakita', unit: 'l', ledgerIndex: -1_808_641 },
];

describe('the newest prices of a market', () => {
  it('name the place in the ledger of what has one, and none of history that was sealed by the batch', () => {
    const lastPrices = createLastPrices();
    for (const { id, ledgerIndex } of GOODS)
      lastPrices.take({
        ledgerIndex,
        marketId: 7,
        commodityId: id,
        price: 14_000,
        observedAt: NOW,
        provenance: 'simulated',
      });
    const source = {
      clock: { now: () => NOW },
      seq: () => 13,
      lastPrices,
      impacts: { get: () => null },
      catalog: () => ({
        commodities: new Map(GOODS.map((c) => [c.id, c])),
        markets: new Map([[MARKET.id, MARKET]]),
        marketByCode: new Map([[MARKET.code, MARKET]]),
        regions: new Map(),
      }),
    } as unknown as Parameters<typeof readMarketPrices>[0];
    const { prices } = readMarketPrices(source, 'PASAR-7', undefined);
    expect(prices.map((p) => [p.commodity, p.ledger_index])).toEqual([
      ['beras-medium', 12],
      ['minyakita', null],
    ]);
  });
});
