import type { PriceUpdate } from '@/lib/live/events';
import type { Catalog } from '@/lib/market/catalog';
import { FACTORS, type Factor, type FactorWeights } from '@/lib/market/factor';
import { isoTime } from '@/lib/market/iso-time';
import type { RecordedPrice, RecordedReading } from '@/lib/market/judged-reading';

/** The public form of every price of a recorded reading. */
export function priceUpdates(catalog: Catalog, recorded: RecordedReading): readonly PriceUpdate[] {
  const { reading } = recorded;
  const market = catalog.markets.get(reading.marketId)?.code ?? '';
  const observedAt = isoTime(reading.observedAt);
  const publishedAt = isoTime(recorded.publishedAt);
  return recorded.prices.map((p) => ({
    type: 'price_update',
    seq: p.ledgerIndex,
    reading_id: reading.readingId,
    market_id: market,
    region_id: reading.regionId,
    commodity: catalog.commodities.get(p.commodityId)?.code ?? '',
    price: p.price,
    ...judgement(p),
    observed_at: observedAt,
    published_at: publishedAt,
    simulated: recorded.provenance === 'simulated',
  }));
}

type Judgement = Pick<
  PriceUpdate,
  'lane' | 'flags' | 'price_change' | 'impact_score' | 'dominant_factor' | 'factors_with_weights'
>;

function judgement({ verdict, impact }: RecordedPrice): Judgement {
  return {
    lane: verdict.lane,
    flags: verdict.flags,
    price_change: shownChange(impact.priceChange),
    impact_score: impact.impactScore,
    dominant_factor: impact.dominantFactor,
    factors_with_weights: shownWeights(impact.factorsWithWeights),
  };
}

/** A change of a price as every address and message tells it: relative, to a thousandth of a per cent. */
export function shownChange(ratio: number): number;
export function shownChange(ratio: number | null): number | null;
export function shownChange(ratio: number | null): number | null {
  return ratio === null ? null : round(ratio, 5);
}

const shownBefore = new WeakMap<FactorWeights, Partial<FactorWeights>>();

/** Factors with a weight above 0, heaviest first. Asked for the same weights, it gives the same object. */
export function shownWeights(weights: FactorWeights): Partial<FactorWeights> {
  const known = shownBefore.get(weights);
  if (known !== undefined) return known;
  const shown = shownAnew(weights);
  shownBefore.set(weights, shown);
  return shown;
}

function shownAnew(weights: FactorWeights): Partial<FactorWeights> {
  const factors = FACTORS.filter((factor) => weights[factor] > 0);
  if (factors.length > 1) factors.sort((a, b) => weights[b] - weights[a]);
  const shown: Partial<Record<Factor, number>> = {};
  for (const factor of factors) shown[factor] = round(weights[factor], 4);
  return shown;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
