import { describe, expect, it } from 'vitest';
import { basketNow } from '@/lib/market/basket';
import { buildCatalog } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';
import { basketToday } from '@/lib/services/basket-today';
import { createLastPrices } from '@/lib/services/last-prices';

const NOW = Date.UTC(2026, 10, 29, 3);
const food = (id: number, householdPerMonth: number | null, typicalPrice: number): Commodity => ({
  id,
  code: `food-${id}`,
  nameId: `pangan ${id}`,
  nameEn: `food ${id}`,
  unit: 'kg',
  panelName: null,
  volatility: 'medium',
  typicalPrice,
  householdPerMonth,
});
const FOODS = [food(1, 24, 13_000), food(2, 0.5, 50_000), food(3, null, 60_000)];

function source(prices: Readonly<Record<number, number>>) {
  const lastPrices = createLastPrices();
  for (const [id, price] of Object.entries(prices)) {
    const observedAt = NOW - 3_600_000;
    const at = { ledgerIndex: 1, marketId: 1, observedAt, provenance: 'simulated' } as const;
    lastPrices.take({ ...at, commodityId: Number(id), price });
  }
  const catalog = buildCatalog({ commodities: FOODS, regions: [], markets: [], aliases: [], units: [] });
  return { catalog: () => catalog, lastPrices, clock: { now: () => NOW } };
}

describe('the basket beside a move', () => {
  it('costs what the board says that it costs', () => {
    const prices: Readonly<Record<number, number>> = { 1: 15_000, 2: 80_000, 3: 90_000 };
    const board = FOODS.map((f) => ({
      per_month: f.householdPerMonth,
      price: prices[f.id] ?? null,
      ratio: null,
    }));
    const item = basketToday(source(prices), 1);
    expect(item).toEqual({ per_month: 24, basket_cost: basketNow(board).cost });
  });

  it('takes a typical price for what nobody reports, so that a lone food is not the whole basket', () => {
    expect(basketToday(source({ 2: 80_000 }), 2)?.basket_cost).toBe(24 * 13_000 + 0.5 * 80_000);
  });

  it('is none for what families do not buy', () => {
    expect(basketToday(source({ 3: 60_000 }), 3)).toBeNull();
  });
});
