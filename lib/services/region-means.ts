import type { BoardSource } from './board-source';

export interface RegionMean {
  readonly regionId: number;
  /** Mean of the markets' last prices, rounded to the rupiah. */
  readonly price: number;
  readonly markets: number;
}

/** Each province's mean of its markets' last prices, of those that count. */
export function regionMeans(source: BoardSource, commodityId: number, now: number): readonly RegionMean[] {
  const sums = new Map<number, { sum: number; markets: number }>();
  const { markets } = source.catalog();
  for (const p of source.lastPrices.speaking(commodityId, now)) {
    const regionId = markets.get(p.marketId)?.regionId;
    if (regionId === undefined) continue;
    const held = sums.get(regionId) ?? { sum: 0, markets: 0 };
    sums.set(regionId, { sum: held.sum + p.price, markets: held.markets + 1 });
  }
  return [...sums].map(([regionId, s]) => ({
    regionId,
    price: Math.round(s.sum / s.markets),
    markets: s.markets,
  }));
}
