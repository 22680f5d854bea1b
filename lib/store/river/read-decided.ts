import type { PoolClient } from 'pg';
import { type Lane, laneFromNumber } from '@/lib/market/lane';
import { provenanceFromNumber } from '@/lib/market/provenance';
import { numberArray, textArray } from '../array-literal';
import type { DecidedPrice, Decision } from './decided-price';
import { FIRST_VERDICT } from './first-verdict';
import { readVerdictDetail } from './verdict-detail';

export interface DecidedPrices {
  readonly decided: readonly DecidedPrice[];
  /** Decisions that were not written: somebody else was faster. With the lane that the price has now. */
  readonly stale: readonly { readonly observationId: number; readonly lane: Lane | null }[];
}

/** Reads and locks the prices of decisions. The caller holds the head. */
export async function readDecided(
  client: PoolClient,
  decisions: readonly Decision[],
): Promise<DecidedPrices> {
  const stored = await readPrices(client, decisions);
  const decided: DecidedPrice[] = [];
  const stale: { observationId: number; lane: Lane | null }[] = [];
  for (const decision of decisions) {
    const row = stored.get(decision.observationId);
    const { observationId, follows } = decision;
    if (row === undefined) stale.push({ observationId, lane: null });
    else if (follows !== null && Number(row.latest) !== follows) {
      stale.push({ observationId, lane: laneFromNumber(row.lane) });
    } else decided.push(toDecided(decision, row));
  }
  return { decided, stale };
}

interface Row {
  id: string;
  lane: number;
  price: number;
  market_id: number;
  region_id: number;
  commodity_id: number;
  provenance: number;
  reading_id: string;
  latest: string;
  detail: unknown;
  price_change: number | null;
  impact_score: number;
  dominant_factor: string;
  factors: unknown;
}

const READ = `
SELECT o.id::text AS id, o.lane, o.price, o.market_id, o.region_id, o.commodity_id, o.provenance, o.reading_id,
       COALESCE((SELECT max(l.id) FROM later_verdict l WHERE l.observation_id = o.id), o.id)::text AS latest,
       v.detail, v.price_change, v.impact_score, v.dominant_factor, v.factors
FROM unnest($1::bigint[], $2::timestamptz[]) AS k (id, at)
JOIN observation o ON o.id = k.id AND o.observed_at = k.at
${FIRST_VERDICT}
FOR UPDATE OF o`;

async function readPrices(
  client: PoolClient,
  decisions: readonly Decision[],
): Promise<ReadonlyMap<number, Row>> {
  const { rows } = await client.query<Row>({
    name: 'verdicts-read',
    text: READ,
    values: [
      numberArray(decisions.map((d) => d.observationId)),
      textArray(decisions.map((d) => new Date(d.observedAt).toISOString())),
    ],
  });
  return new Map(rows.map((row) => [Number(row.id), row]));
}

function toDecided(decision: Decision, row: Row): DecidedPrice {
  const first = readVerdictDetail(row.detail);
  const { said_as, expected, accepted } = first;
  const from = laneFromNumber(row.lane);
  return {
    ...decision,
    readingId: row.reading_id,
    marketId: row.market_id,
    regionId: row.region_id,
    commodityId: row.commodity_id,
    price: row.price,
    provenance: provenanceFromNumber(row.provenance),
    from,
    impact: {
      priceChange: row.price_change,
      impactScore: row.impact_score,
      dominantFactor: row.dominant_factor,
      factors: row.factors,
    },
    detail: JSON.stringify({
      said_as,
      expected,
      accepted,
      detectors: decision.detectors,
      from,
      reason: decision.reason,
    }),
  };
}
