import type { Pool, PoolClient } from 'pg';
import { LANE_NUMBER, type Lane, laneFromNumber } from '@/lib/market/lane';
import { type Provenance, provenanceFromNumber } from '@/lib/market/provenance';
import type { DetectorResult } from '@/lib/market/verdict';
import { numberArray, textArray } from '../array-literal';
import { type SealLeaves, withLedger } from '../ledger/append-leaves';
import { FIRST_VERDICT } from './first-verdict';
import type { Places } from './ledger-head';
import { recountRollups } from './recount-rollups';
import { sumDeltas } from './rollup-deltas';
import { addToRollups } from './update-rollups';
import { readVerdictDetail } from './verdict-detail';

/** A further verdict about a stored price. */
export interface Decision {
  readonly observationId: number;
  /** ms since 1970; part of the observation's key. */
  readonly observedAt: number;
  /**
   * Position of the verdict that this one follows; it is the observation's own for the first. `null` when the
   * caller has made sure of it otherwise, with the head locked.
   */
  readonly follows: number | null;
  readonly to: Lane;
  /** Reason code. */
  readonly reason: string;
  readonly ruleVersion: string;
  readonly detectors: readonly DetectorResult[];
  readonly decidedBy: string;
}

/** A price whose next verdict is being written. */
export interface DecidedPrice extends Decision {
  readonly readingId: string;
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly provenance: Provenance;
  readonly from: Lane;
  readonly impact: StoredImpact;
  /** The explanation as stored, JSON text. */
  readonly detail: string;
}

/** What was weighed when the price came; a later verdict keeps it. */
export interface StoredImpact {
  readonly priceChange: number | null;
  readonly impactScore: number;
  readonly dominantFactor: string;
  readonly factors: unknown;
}

export interface VerdictsResult {
  /** Positions of the new leaves, `[from, to)`; the n-th belongs to the n-th decided price. */
  readonly from: number;
  readonly to: number;
  readonly decided: readonly DecidedPrice[];
  /** Decisions that were not written: somebody else was faster. With the lane that the price has now. */
  readonly stale: readonly { readonly observationId: number; readonly lane: Lane | null }[];
}

/** Makes one leaf a price, in order. Pure and quick. */
export type SealVerdicts = (decided: readonly DecidedPrice[]) => SealLeaves;

/**
 * Writes further verdicts in one transaction: verdict rows, leaves, the observations' lanes, rollups, head.
 * The head is locked first, as every writer of the ledger does, and only then is asked whether each price still
 * has the verdict that its decision follows; so each decision is written once, however many instances make it.
 * Durable once it returns; nothing is written when it throws.
 *
 * @param decisions about prices that differ from each other
 * @param now ms since 1970
 */
export async function appendVerdicts(
  pool: Pool,
  places: Places,
  decisions: readonly Decision[],
  now: number,
  seal: SealVerdicts,
): Promise<VerdictsResult> {
  return withLedger(pool, async ({ client, append }) => {
    await client.query('SELECT 1 FROM ledger_head WHERE id = 1 FOR UPDATE');
    const { decided, stale } = await readDecided(client, decisions);
    if (decided.length === 0) return { from: 0, to: 0, decided, stale };
    const from = await append(seal(decided));
    const ids = decided.map((_d, i) => from + i);
    await writeVerdicts(client, places, decided, ids, now);
    return { from, to: from + decided.length, decided, stale };
  });
}

/** Reads and locks the prices of decisions. The caller holds the head. */
export async function readDecided(
  client: PoolClient,
  decisions: readonly Decision[],
): Promise<Pick<VerdictsResult, 'decided' | 'stale'>> {
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

/** Verdict rows, lanes and rollups. The caller holds the head and writes the leaves. @param ids their positions */
export async function writeVerdicts(
  client: PoolClient,
  places: Places,
  decided: readonly DecidedPrice[],
  ids: readonly number[],
  now: number,
): Promise<void> {
  await insertVerdicts(client, decided, ids, now);
  await moveLanes(client, decided);
  await moveRollups(client, places, decided);
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

const INSERT = `
INSERT INTO later_verdict (observation_id, id, lane, score, flags, rule_version, detail, price_change, impact_score,
                     dominant_factor, factors, decided_at, decided_by)
SELECT x.o, x.i, x.l, v.score, ARRAY[x.r], x.u, x.d::json, v.price_change, v.impact_score, v.dominant_factor,
       v.factors, $8::timestamptz, x.b
FROM unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[])
  AS x (o, i, l, r, u, d, b)
JOIN verdict v ON v.observation_id = x.o AND v.id = x.o`;

async function insertVerdicts(
  client: PoolClient,
  decided: readonly DecidedPrice[],
  ids: readonly number[],
  now: number,
): Promise<void> {
  await client.query({
    name: 'verdicts-insert',
    text: INSERT,
    values: [
      numberArray(decided.map((d) => d.observationId)),
      numberArray(ids),
      numberArray(decided.map((d) => LANE_NUMBER[d.to])),
      textArray(decided.map((d) => d.reason)),
      textArray(decided.map((d) => d.ruleVersion)),
      textArray(decided.map((d) => d.detail)),
      textArray(decided.map((d) => d.decidedBy)),
      new Date(now).toISOString(),
    ],
  });
}

async function moveLanes(client: PoolClient, decided: readonly DecidedPrice[]): Promise<void> {
  const moved = decided.filter((d) => d.from !== d.to);
  if (moved.length === 0) return;
  await client.query({
    name: 'verdicts-lanes',
    text: `UPDATE observation o SET lane = x.l
      FROM unnest($1::bigint[], $2::timestamptz[], $3::smallint[]) AS x (i, t, l)
      WHERE o.id = x.i AND o.observed_at = x.t`,
    values: [
      numberArray(moved.map((d) => d.observationId)),
      textArray(moved.map((d) => new Date(d.observedAt).toISOString())),
      numberArray(moved.map((d) => LANE_NUMBER[d.to])),
    ],
  });
}

/** What now counts is added, buckets of what no longer counts are counted anew: the two in this order. */
async function moveRollups(
  client: PoolClient,
  places: Places,
  decided: readonly DecidedPrice[],
): Promise<void> {
  const counted = (which: readonly DecidedPrice[]) =>
    sumDeltas(
      which.map((d) => ({ ...d, simulated: d.provenance === 'simulated' })),
      places,
    );
  const entering = decided.filter((d) => d.from !== 'accepted' && d.to === 'accepted');
  for (const statement of addToRollups(counted(entering))) await client.query(statement);
  const leaving = decided.filter((d) => d.from === 'accepted' && d.to !== 'accepted');
  await recountRollups(client, counted(leaving));
}
