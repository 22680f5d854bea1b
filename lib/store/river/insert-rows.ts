import type { QueryConfig } from 'pg';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { fromSeparated } from '../array-literal';
import { inStep } from '../in-step';
import { runsFrom } from '../ledger/runs';
import type { LedgerHead, SealedBatch } from './ledger-head';
import { riverColumns } from './river-columns';
import type { RollupDeltas } from './rollup-deltas';
import { bothRollups, rollupValues } from './update-rollups';

export interface Rows {
  readonly batch: readonly JudgedReading[];
  readonly publishedAt: number;
  readonly head: LedgerHead;
  readonly sealed: SealedBatch;
  /** What the accepted prices add to the rollups. */
  readonly deltas: RollupDeltas;
}

/** Parameters before those of the rollups. */
const WIDTH = 37;

/** The parameters of a reading, by the names that `insert` uses. */
const READINGS = {
  d: fromSeparated('$2'),
  i: '$3::uuid[]',
  m: '$4::int[]',
  o: '$5::timestamptz[]',
  r: '$6::timestamptz[]',
  t: '$7::real[]',
  h: '$8::real[]',
  c: '$9::int[]',
  p: '$10::smallint[]',
  f: '$11::bigint[]',
  n: '$12::smallint[]',
};

/** Those of a price. */
const PRICES = {
  i: '$13::bigint[]',
  o: '$14::timestamptz[]',
  r: '$15::timestamptz[]',
  u: '$16::uuid[]',
  m: '$17::int[]',
  g: '$18::smallint[]',
  c: '$19::smallint[]',
  p: '$20::int[]',
  l: '$21::smallint[]',
  s: '$22::smallint[]',
  e: '$23::real[]',
  w: '$24::real[]',
  k: '$25::real[]',
  f: fromSeparated('$26'),
  v: fromSeparated('$27'),
  d: fromSeparated('$28'),
  n: fromSeparated('$29'),
  y: fromSeparated('$30'),
};

/**
 * One statement for everything that a batch writes, so that it is its own transaction and one message each way;
 * `unnest` keeps its text constant, so it is planned once. It raises SL001 and writes nothing when the head is not
 * at `$36` with the edge `$37`: where a batch that was sent before failed, as many other leaves may have followed. The
 * main query, and what it reads, runs before the others (PostgreSQL finishes a WITH that nothing reads at the end), so
 * the head is locked before any rollup, as every writer does; in another order two could wait for each other.
 */
const insert = (rollups: string) => `
WITH head AS (
  UPDATE ledger_head SET size = $32, frontier = $33, updated_at = $1::timestamptz WHERE id = 1 AND size = $36 AND frontier = $37 RETURNING id
), said AS (
  INSERT INTO reading (device_id, id, market_id, observed_at, received_at, published_at, temperature,
                       humidity, crowd, provenance, first_index, prices)
  SELECT d, i, m, o, r, $1::timestamptz, t, h, c, p, f, n
  FROM ${inStep(READINGS)} AS x
), seen AS (
  INSERT INTO observation (id, observed_at, received_at, published_at, reading_id, market_id, region_id, commodity_id,
                           price, lane, provenance, first_lane, score, price_change, impact_score, flags, rule_version,
                           detail, dominant_factor, factors)
  SELECT i, o, r, $1::timestamptz, u, m, g, c, p, l, s, l, e, w, k,
         COALESCE(string_to_array(f, ','), '{}'), v, d::json, n, y::json
  FROM ${inStep(PRICES)} AS x
), sealed AS (
  ${runsFrom('$34', '$35', '$31')}
)${rollups}
SELECT CASE WHEN EXISTS (SELECT FROM head) THEN NULL ELSE refuse_ledger_head($36)::text END`;

const WITH_ROLLUPS = insert(`, ${bothRollups(WIDTH + 1)}`);
/** For a batch of which nothing was accepted. */
const WITHOUT_ROLLUPS = insert('');

/** The statement that writes every row of the batch. */
export function insertRows({ batch, publishedAt, head, sealed, deltas }: Rows): QueryConfig {
  const { readings, prices } = riverColumns(batch, head.size);
  const [ids, lengths, texts] = sealed.runs.values;
  const counts = deltas.days.length > 0;
  return {
    name: counts ? 'river-insert' : 'river-insert-bare',
    text: counts ? WITH_ROLLUPS : WITHOUT_ROLLUPS,
    values: [
      new Date(publishedAt).toISOString(),
      ...readings,
      ...prices,
      texts,
      head.size + sealed.count,
      sealed.frontier,
      ids,
      lengths,
      head.size,
      head.frontier,
      ...(counts ? rollupValues(deltas) : []),
    ],
  };
}
