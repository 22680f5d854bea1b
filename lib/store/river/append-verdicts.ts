import type { Pool, PoolClient } from 'pg';
import { LANE_NUMBER } from '@/lib/market/lane';
import { numberArray, textArray } from '../array-literal';
import { type SealLeaves, withLedger } from '../ledger/append-leaves';
import type { DecidedPrice, Decision } from './decided-price';
import type { Places } from './ledger-head';
import { type DecidedPrices, readDecided } from './read-decided';
import { recountRollups } from './recount-rollups';
import { sumDeltas } from './rollup-deltas';
import { addToRollups } from './update-rollups';

export interface VerdictsResult extends DecidedPrices {
  /** Positions of the new leaves, `[from, to)`; the n-th belongs to the n-th decided price. */
  readonly from: number;
  readonly to: number;
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
