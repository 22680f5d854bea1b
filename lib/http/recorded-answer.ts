import type { Catalog } from '@/lib/market/catalog';
import { isoTime } from '@/lib/market/iso-time';
import type { RecordedReading } from '@/lib/market/judged-reading';
import type { DetectorResult } from '@/lib/market/verdict';
import { shownChange, shownWeights } from '@/lib/services/price-update';

/** The answer to a reading, as the contract words it. */
export function recordedAnswer(catalog: Catalog, recorded: RecordedReading) {
  const readingId = recorded.reading.readingId;
  return {
    reading_id: readingId,
    market_id: catalog.markets.get(recorded.reading.marketId)?.code,
    device_id: recorded.reading.deviceId,
    observed_at: isoTime(recorded.reading.observedAt),
    received_at: isoTime(recorded.reading.receivedAt),
    published_at: isoTime(recorded.publishedAt),
    prices: recorded.prices.map(({ verdict, impact, saidAs, commodityId, price, ledgerIndex }) => ({
      name: saidAs,
      commodity: catalog.commodities.get(commodityId)?.code,
      price,
      lane: verdict.lane,
      quarantined: verdict.lane === 'quarantined',
      flags: verdict.flags,
      score: Math.round(verdict.score * 1000) / 1000,
      expected: verdict.expected,
      accepted_range: verdict.acceptedRange,
      ...heard(verdict.detectors),
      impact_score: impact.impactScore,
      dominant_factor: impact.dominantFactor,
      factors_with_weights: shownWeights(impact.factorsWithWeights),
      impact_model: impact.model,
      price_change: shownChange(impact.priceChange),
      ledger_index: ledgerIndex,
      reading_id: readingId,
    })),
  };
}

/** What outside sources said of the price, if the judge heard any. */
function heard(detectors: readonly DetectorResult[]) {
  const sources = detectors.find((d) => d.sources !== undefined)?.sources;
  return sources === undefined ? {} : { sources };
}
