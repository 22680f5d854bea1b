import { randomUUID } from 'node:crypto';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import type { Lane } from '@/lib/market/lane';
import type { Provenance } from '@/lib/market/provenance';
import type { Db } from '@/lib/store/prisma-client';
import { verdictDetail } from '@/lib/store/river/verdict-detail';
import { addMarketsIn } from '../support/test-markets';

export interface JudgedPrice {
  readonly commodityId: number;
  readonly price: number;
  readonly lane?: Lane;
}

export interface JudgedInput {
  readonly marketId: number;
  readonly observedAt: number;
  readonly prices: readonly JudgedPrice[];
  readonly provenance?: Provenance;
  readonly deviceId?: string;
  readonly readingId?: string;
  readonly temperature?: number;
}

const FACTORS = {
  weather: 0,
  pests: 0,
  distribution: 0,
  logistics: 0,
  oversupply: 0,
  seasonal_harvest: 0,
  national_demand: 0,
  unexplained: 1,
};

/** A reading with verdicts as the test wants them, whatever a judge would say. */
export function judged(catalog: Catalog, input: JudgedInput): JudgedReading {
  const { marketId, observedAt, prices, provenance = 'observed' } = input;
  const regionId = catalog.markets.get(marketId)?.regionId;
  if (regionId === undefined) throw new Error(`no market ${marketId}`);
  const verdicts = prices.map(({ lane = 'accepted' }) => ({
    lane,
    score: lane === 'accepted' ? 0.1 : 0.9,
    flags: lane === 'accepted' ? [] : ['z_score', 'iqr'],
    ruleVersion: 'test/1',
    detectors: [{ name: 'z_score', value: 1.5, limit: 3, vote: lane !== 'accepted', window: 7 }],
    expected: 10_000,
    acceptedRange: { low: 9_000, high: 11_000 },
  }));
  return {
    reading: {
      readingId: input.readingId ?? randomUUID(),
      deviceId: input.deviceId ?? `DEV-${marketId}`,
      marketId,
      regionId,
      observedAt,
      receivedAt: observedAt + 1_000,
      temperature: input.temperature ?? null,
      humidity: null,
      crowd: null,
      prices: prices.map(({ commodityId, price }) => ({ commodityId, saidAs: 'x', price })),
    },
    provenance,
    verdicts,
    details: verdicts.map((verdict) => verdictDetail(verdict, 'x', { model: 'test/1' })),
    impacts: prices.map(() => ({
      priceChange: 0.05,
      impactScore: 50,
      dominantFactor: 'unexplained' as const,
      factorsWithWeights: FACTORS,
      model: 'test/1',
    })),
    factors: prices.map(() => JSON.stringify(FACTORS)),
  };
}

/** Provinces of all three time zones, two of them with two markets. */
const REGIONS = [31, 31, 32, 51, 51, 71, 91, 94];

/** Adds a few markets. @returns their numbers */
export const addMarkets = (db: Pick<Db, 'market'>) => addMarketsIn(db, REGIONS);
