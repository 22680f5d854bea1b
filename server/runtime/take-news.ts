import type { Runtime } from '@/lib/runtime';
import type { Known } from './known';

/** Keeps the last prices and impacts up with every commit, of this process or another. */
export function takeNews(
  known: Known,
  { bus, impacts, lastPrices }: Pick<Runtime, 'bus' | 'impacts' | 'lastPrices'>,
): void {
  bus.subscribe(({ to, updates }) => {
    known.seq = Math.max(known.seq, to);
    for (const u of updates) {
      const marketId = known.catalog.marketByCode.get(u.market_id)?.id;
      const commodityId = known.catalog.commodityByCode.get(u.commodity)?.id;
      if (u.lane !== 'accepted' || marketId === undefined || commodityId === undefined) continue;
      const newest = lastPrices.take({
        ledgerIndex: u.observation ?? u.seq,
        marketId,
        commodityId,
        price: u.price,
        observedAt: Date.parse(u.observed_at),
        provenance: u.simulated ? 'simulated' : 'observed',
      });
      if (newest) impacts.set(commodityId, marketId, u.impact_score);
    }
  });
}
