import type { PriceUpdate } from '@/lib/live/events';
import type { Catalog } from '@/lib/market/catalog';
import type { Factor } from '@/lib/market/factor';
import { isoTime } from '@/lib/market/iso-time';
import type { VerdictsResult } from '@/lib/store/river/append-verdicts';
import type { DecidedPrice } from '@/lib/store/river/decided-price';
import { readFactors } from '@/lib/store/river/factors-text';
import { shownChange, shownWeights } from './price-update';

/**
 * The news in further verdicts: every price whose lane moved, at the position of its new leaf. One whose market has a
 * newer price already is news as well: it moves the mean of its day.
 */
export function settledUpdates(
  catalog: Catalog,
  { decided, from }: Pick<VerdictsResult, 'decided' | 'from'>,
  now: number,
): readonly PriceUpdate[] {
  return decided.flatMap((d, i) => (d.from === d.to ? [] : [toUpdate(catalog, d, from + i, now)]));
}

function toUpdate(catalog: Catalog, d: DecidedPrice, seq: number, now: number): PriceUpdate {
  const { priceChange, impactScore, dominantFactor, factors } = d.impact;
  return {
    type: 'price_update',
    seq,
    observation: d.observationId,
    reading_id: d.readingId,
    market_id: catalog.markets.get(d.marketId)?.code ?? '',
    region_id: d.regionId,
    commodity: catalog.commodities.get(d.commodityId)?.code ?? '',
    price: d.price,
    lane: d.to,
    flags: [d.reason],
    price_change: shownChange(priceChange),
    impact_score: impactScore,
    // Both columns are written by the impact stage alone.
    dominant_factor: dominantFactor as Factor,
    factors_with_weights: shownWeights(readFactors(factors)),
    observed_at: isoTime(d.observedAt),
    published_at: isoTime(now),
    simulated: d.provenance === 'simulated',
  };
}
