import { type BasketItem, basketItem } from '@/lib/market/basket';
import type { BoardSource } from './board-source';

/**
 * What a commodity is in the basket of food that the board shows: at today's national means, and at a typical price where
 * nobody reports one. `null` for what the basket does not hold.
 */
export function basketToday(
  source: Pick<BoardSource, 'catalog' | 'lastPrices' | 'clock'>,
  commodityId: number,
): BasketItem | null {
  const now = source.clock.now();
  return basketItem(
    source.catalog().commodities.values(),
    commodityId,
    ({ id, typicalPrice }) => source.lastPrices.national(id, now)?.price ?? typicalPrice,
  );
}
