import type { PoolClient } from 'pg';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { LANE_NUMBER } from '@/lib/market/lane';
import { PROVENANCE_NUMBER } from '@/lib/market/provenance';
import { numberArray, textArray, timeArray } from '../array-literal';
import type { LedgerHead, SealedBatch } from './append-readings';
import { verdictDetail } from './verdict-detail';

export interface Rows {
  readonly batch: readonly JudgedReading[];
  readonly publishedAt: number;
  readonly head: LedgerHead;
  readonly sealed: SealedBatch;
}

/** One statement and one round trip for all tables of the river; `unnest` keeps its text constant. */
const INSERT = `
WITH said AS (
  INSERT INTO reading (device_id, id, market_id, observed_at, received_at, published_at, temperature,
                       humidity, crowd, provenance, first_index, prices)
  SELECT d, i, m, o, r, $1::timestamptz, t, h, c, p, f, n
  FROM unnest($2::text[], $3::uuid[], $4::int[], $5::timestamptz[], $6::timestamptz[], $7::real[],
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
  SELECT i, i, l, s, string_to_array(f, ','), v, d, c, w, k, y, $1::timestamptz, 'judge'
  FROM unnest($13::bigint[], $21::smallint[], $23::real[], $24::text[], $25::text[], $26::json[],
              $27::real[], $28::real[], $29::text[], $30::json[])
    AS x (i, l, s, f, v, d, c, w, k, y)
), sealed AS (
  INSERT INTO ledger_leaf (id, entry)
  SELECT i, convert_to(e, 'UTF8') FROM unnest($13::bigint[], $31::text[]) AS x (i, e)
)
UPDATE ledger_head SET size = $32, frontier = $33, updated_at = $1::timestamptz WHERE id = 1`;

/** Writes every row of the batch but the rollups, inside the caller's transaction. */
export async function insertRows(client: PoolClient, rows: Rows): Promise<void> {
  await client.query({ name: 'river-insert', text: INSERT, values: columns(rows) });
}

function columns({ batch, publishedAt, head, sealed }: Rows): unknown[] {
  const prices = batch.flatMap((b) => b.reading.prices.map(() => b));
  const flat = batch.flatMap((b) => b.reading.prices);
  const verdicts = batch.flatMap((b) => b.verdicts);
  const impacts = batch.flatMap((b) => b.impacts);
  const firsts: number[] = [];
  let next = head.size;
  for (const b of batch) {
    firsts.push(next);
    next += b.reading.prices.length;
  }
  const readings = batch.map((b) => b.reading);
  return [
    new Date(publishedAt).toISOString(),
    textArray(readings.map((r) => r.deviceId)),
    textArray(readings.map((r) => r.readingId)),
    numberArray(readings.map((r) => r.marketId)),
    timeArray(readings.map((r) => r.observedAt)),
    timeArray(readings.map((r) => r.receivedAt)),
    numberArray(readings.map((r) => r.temperature)),
    numberArray(readings.map((r) => r.humidity)),
    numberArray(readings.map((r) => r.crowd)),
    numberArray(batch.map((b) => PROVENANCE_NUMBER[b.provenance])),
    numberArray(firsts),
    numberArray(readings.map((r) => r.prices.length)),
    numberArray(prices.map((_, i) => head.size + i)),
    timeArray(prices.map((b) => b.reading.observedAt)),
    timeArray(prices.map((b) => b.reading.receivedAt)),
    textArray(prices.map((b) => b.reading.readingId)),
    numberArray(prices.map((b) => b.reading.marketId)),
    numberArray(prices.map((b) => b.reading.regionId)),
    numberArray(flat.map((p) => p.commodityId)),
    numberArray(flat.map((p) => p.price)),
    numberArray(verdicts.map((v) => LANE_NUMBER[v.lane])),
    numberArray(prices.map((b) => PROVENANCE_NUMBER[b.provenance])),
    numberArray(verdicts.map((v) => v.score)),
    textArray(verdicts.map((v) => v.flags.join(','))),
    textArray(verdicts.map((v) => v.ruleVersion)),
    textArray(verdicts.map((v, i) => verdictDetail(v, flat[i]?.saidAs ?? ''))),
    numberArray(impacts.map((i) => i.priceChange)),
    numberArray(impacts.map((i) => i.impactScore)),
    textArray(impacts.map((i) => i.dominantFactor)),
    textArray(impacts.map((i) => JSON.stringify(i.factorsWithWeights))),
    textArray(sealed.entries),
    next,
    sealed.frontier,
  ];
}
