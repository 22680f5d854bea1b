import type { Pool } from 'pg';
import type { Factor, FactorWeights } from '@/lib/market/factor';
import { type Lane, laneFromNumber } from '@/lib/market/lane';
import { type Provenance, provenanceFromNumber } from '@/lib/market/provenance';
import { readFactors } from '../river/factors-text';
import { FIRST_VERDICT } from '../river/first-verdict';

/** A published price with its first verdict, or with a later one that moved its lane. */
export interface UpdateRow {
  readonly ledgerIndex: number;
  /** Position of the price when this is a later verdict about it; `null` for the price itself. */
  readonly observation: number | null;
  readonly readingId: string;
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly lane: Lane;
  readonly flags: readonly string[];
  readonly priceChange: number | null;
  readonly impactScore: number;
  readonly dominantFactor: Factor;
  readonly factors: FactorWeights;
  readonly observedAt: number;
  readonly publishedAt: number;
  readonly provenance: Provenance;
}

interface Row {
  id: string;
  observation: string | null;
  reading_id: string;
  market_id: number;
  region_id: number;
  commodity_id: number;
  price: number;
  lane: number;
  flags: string[];
  price_change: number | null;
  impact_score: number;
  dominant_factor: string;
  factors: unknown;
  observed_at: Date;
  published_at: Date;
  provenance: number;
}

const COLUMNS = `o.reading_id, o.market_id, o.region_id, o.commodity_id, o.price, v.lane, v.flags, v.price_change,
  v.impact_score, v.dominant_factor, v.factors, o.observed_at, v.decided_at AS published_at, o.provenance`;

const WANTED = `o.reading_id IS NOT NULL AND ($3::smallint IS NULL OR o.commodity_id = $3)
  AND ($4::int IS NULL OR o.market_id = $4) AND ($6::smallint IS NULL OR o.region_id = $6)`;

/** First verdicts stand at their price's own position, later ones that moved the lane at their own. */
const UPDATES = `
SELECT * FROM (
  (SELECT o.id, NULL::text AS observation, ${COLUMNS}
   FROM observation o ${FIRST_VERDICT}
   WHERE o.id >= $1 AND o.id < $2 AND ${WANTED} ORDER BY o.id LIMIT $5)
  UNION ALL
  (SELECT v.id, o.id::text AS observation, ${COLUMNS}
   FROM later_verdict v JOIN observation o ON o.id = v.observation_id
   WHERE v.id >= $1 AND v.id < $2 AND ${WANTED}
     AND v.lane <> (SELECT p.lane FROM verdict p WHERE p.observation_id = v.observation_id AND p.id < v.id
                    ORDER BY p.id DESC LIMIT 1)
   ORDER BY v.id LIMIT $5)
) news ORDER BY id LIMIT $5`;

export interface UpdatesQuery {
  /** Ledger positions `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly commodityId: number | null;
  readonly marketId: number | null;
  readonly regionId: number | null;
  readonly limit: number;
}

/** Prices that devices sent and later changes of their lanes, in ledger order; imported history is no news. */
export async function readUpdates(pool: Pool, query: UpdatesQuery): Promise<readonly UpdateRow[]> {
  const { rows } = await pool.query<Row>({
    name: 'updates',
    text: UPDATES,
    values: [query.from, query.to, query.commodityId, query.marketId, query.limit, query.regionId],
  });
  return rows.map(toUpdate);
}

/** The weightiest prices of one market and commodity between two ISO times, newest first among equals. */
export async function readWeightiest(
  pool: Pool,
  query: { marketId: number; commodityId: number; from: string; to: string; limit: number },
): Promise<readonly UpdateRow[]> {
  const { rows } = await pool.query<Row>({
    name: 'weightiest',
    text: `SELECT o.id, NULL::text AS observation, ${COLUMNS} FROM observation o ${FIRST_VERDICT}
      WHERE o.market_id = $1 AND o.commodity_id = $2 AND o.observed_at BETWEEN $3::timestamptz AND $4::timestamptz
        AND o.reading_id IS NOT NULL ORDER BY v.impact_score DESC, o.id DESC LIMIT $5`,
    values: [query.marketId, query.commodityId, query.from, query.to, query.limit],
  });
  return rows.map(toUpdate);
}

function toUpdate(r: Row): UpdateRow {
  return {
    ledgerIndex: Number(r.id),
    observation: r.observation === null ? null : Number(r.observation),
    readingId: r.reading_id,
    marketId: r.market_id,
    regionId: r.region_id,
    commodityId: r.commodity_id,
    price: r.price,
    lane: laneFromNumber(r.lane),
    flags: r.flags,
    priceChange: r.price_change,
    impactScore: r.impact_score,
    // Both columns are written by the impact stage alone.
    dominantFactor: r.dominant_factor as Factor,
    factors: readFactors(r.factors),
    observedAt: r.observed_at.getTime(),
    publishedAt: r.published_at.getTime(),
    provenance: provenanceFromNumber(r.provenance),
  };
}
