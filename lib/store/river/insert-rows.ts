import type { QueryConfig } from 'pg';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { fromSeparated } from '../array-literal';
import { runsFrom, toRuns } from '../ledger/runs';
import type { LedgerHead, SealedBatch } from './ledger-head';
import { riverColumns } from './river-columns';

export interface Rows {
  readonly batch: readonly JudgedReading[];
  readonly publishedAt: number;
  readonly head: LedgerHead;
  readonly sealed: SealedBatch;
}

/** One statement for all tables of the river; `unnest` keeps its text constant, so it is planned once. */
const INSERT = `
WITH said AS (
  INSERT INTO reading (device_id, id, market_id, observed_at, received_at, published_at, temperature,
                       humidity, crowd, provenance, first_index, prices)
  SELECT d, i, m, o, r, $1::timestamptz, t, h, c, p, f, n
  FROM unnest(${fromSeparated('$2')}, $3::uuid[], $4::int[], $5::timestamptz[], $6::timestamptz[], $7::real[],
              $8::real[], $9::int[], $10::smallint[], $11::bigint[], $12::smallint[])
    AS x (d, i, m, o, r, t, h, c, p, f, n)
), seen AS (
  INSERT INTO observation (id, observed_at, received_at, published_at, reading_id, market_id, region_id,
                           commodity_id, price, lane, provenance)
  SELECT i, o, r, $1::timestamptz, u, m, g, c, p, l, s
  FROM unnest($13::bigint[], $14::timestamptz[], $15::timestamptz[], $16::uuid[], $17::int[],
              $18::smallint[], $19::smallint[], $20::int[], $21::smallint[], $22::smallint[])
    AS x (i, o, r, u, m, g, c, p, l, s)
), judged AS (
  INSERT INTO verdict (observation_id, id, lane, score, flags, rule_version, detail, price_change,
                       impact_score, dominant_factor, factors, decided_at, decided_by)
  SELECT i, i, l, s, COALESCE(string_to_array(f, ','), '{}'), v, d::json, c, w, k, y::json, $1::timestamptz, 'judge'
  FROM unnest($13::bigint[], $21::smallint[], $23::real[], $24::real[], $25::real[], ${fromSeparated('$26')},
              ${fromSeparated('$27')}, ${fromSeparated('$28')}, ${fromSeparated('$29')}, ${fromSeparated('$30')})
    AS x (i, l, s, c, w, f, v, d, k, y)
), sealed AS (
  ${runsFrom('$34', '$35', '$31')}
)
UPDATE ledger_head SET size = $32, frontier = $33, updated_at = $1::timestamptz WHERE id = 1`;

/** The statement that writes every row of the batch but the rollups. */
export function insertRows({ batch, publishedAt, head, sealed }: Rows): QueryConfig {
  const { readings, prices } = riverColumns(batch, head.size);
  const [ids, counts, texts] = toRuns(head.size, sealed.entries).values;
  return {
    name: 'river-insert',
    text: INSERT,
    values: [
      new Date(publishedAt).toISOString(),
      ...readings,
      ...prices,
      texts,
      head.size + sealed.entries.length,
      sealed.frontier,
      ids,
      counts,
    ],
  };
}
