import type { Pool } from 'pg';
import type { Factor } from '@/lib/market/factor';
import type { RecordedPrice, RecordedReading } from '@/lib/market/judged-reading';
import { laneFromNumber } from '@/lib/market/lane';
import { provenanceFromNumber } from '@/lib/market/provenance';
import { textArray } from '../array-literal';
import { readFactors } from './factors-text';
import { FIRST_VERDICT } from './first-verdict';
import { readVerdictDetail } from './verdict-detail';

export interface ReadingKey {
  readonly deviceId: string;
  readonly readingId: string;
}

/** The two parts of a key as one string, for maps. */
export function keyOf(key: ReadingKey): string {
  return `${key.deviceId}|${key.readingId}`;
}

interface Row {
  device_id: string;
  reading_id: string;
  market_id: number;
  region_id: number;
  observed_at: Date;
  received_at: Date;
  published_at: Date;
  temperature: number | null;
  humidity: number | null;
  crowd: number | null;
  provenance: number;
  id: string;
  commodity_id: number;
  price: number;
  lane: number;
  score: number;
  flags: string[];
  rule_version: string;
  detail: unknown;
  price_change: number | null;
  impact_score: number;
  dominant_factor: string;
  factors: unknown;
}

const FIND = `
SELECT r.device_id, r.id AS reading_id, r.market_id, o.region_id, r.observed_at, r.received_at, r.published_at,
       r.temperature, r.humidity, r.crowd, r.provenance, o.id::text AS id, o.commodity_id, o.price,
       v.lane, v.score, v.flags, v.rule_version, v.detail, v.price_change, v.impact_score,
       v.dominant_factor, v.factors
FROM unnest($1::text[], $2::uuid[]) AS k (device_id, id)
JOIN reading r ON r.device_id = k.device_id AND r.id = k.id
JOIN observation o ON o.id >= r.first_index AND o.id < r.first_index + r.prices AND o.observed_at = r.observed_at
${FIRST_VERDICT}
ORDER BY o.id`;

/** Those of the keys that are stored, with the first answer that was given to each. */
export async function findReadings(
  pool: Pool,
  keys: readonly ReadingKey[],
): Promise<ReadonlyMap<string, RecordedReading>> {
  const { rows } = await pool.query<Row>({
    name: 'river-find',
    text: FIND,
    values: [textArray(keys.map((k) => k.deviceId)), textArray(keys.map((k) => k.readingId))],
  });
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf({ deviceId: row.device_id, readingId: row.reading_id });
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const found = new Map<string, RecordedReading>();
  for (const [key, group] of groups) found.set(key, toRecorded(group));
  return found;
}

function toRecorded(rows: readonly Row[]): RecordedReading {
  const [first] = rows;
  if (first === undefined) throw new Error('a stored reading has no prices');
  const prices = rows.map(toPrice);
  return {
    reading: {
      readingId: first.reading_id,
      deviceId: first.device_id,
      marketId: first.market_id,
      regionId: first.region_id,
      observedAt: first.observed_at.getTime(),
      receivedAt: first.received_at.getTime(),
      temperature: first.temperature,
      humidity: first.humidity,
      crowd: first.crowd,
      prices: prices.map(({ commodityId, saidAs, price }) => ({ commodityId, saidAs, price })),
    },
    provenance: provenanceFromNumber(first.provenance),
    publishedAt: first.published_at.getTime(),
    prices,
  };
}

/** What answered before models were named. */
const BEFORE_MODELS = 'moves/1';

function toPrice(row: Row): RecordedPrice {
  const detail = readVerdictDetail(row.detail);
  return {
    ledgerIndex: Number(row.id),
    commodityId: row.commodity_id,
    saidAs: detail.said_as,
    price: row.price,
    verdict: {
      lane: laneFromNumber(row.lane),
      score: row.score,
      flags: row.flags,
      ruleVersion: row.rule_version,
      detectors: detail.detectors,
      expected: detail.expected,
      acceptedRange: detail.accepted,
    },
    impact: {
      priceChange: row.price_change,
      impactScore: row.impact_score,
      // Written by the impact stage alone; the database keeps what it was given.
      dominantFactor: row.dominant_factor as Factor,
      factorsWithWeights: readFactors(row.factors),
      ...(detail.weighed ?? { model: BEFORE_MODELS }),
    },
  };
}
