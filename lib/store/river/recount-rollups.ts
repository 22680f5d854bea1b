import type { PoolClient } from 'pg';
import { numberArray, textArray } from '../array-literal';
import type { RollupDelta, RollupDeltas } from './rollup-deltas';

/**
 * A price that no longer counts may have been the lowest or highest of its buckets, so these are counted
 * anew: the market's from its observations, province and nation from their markets' buckets. Inside the
 * caller's transaction, which holds the ledger's head and has already changed the lanes.
 *
 * @param touched buckets of the prices that were taken out
 */
export async function recountRollups(client: PoolClient, touched: RollupDeltas): Promise<void> {
  await recount(client, HOURS, touched.hours);
  await recount(client, DAYS, touched.days);
}

interface Kind {
  readonly table: 'rollup_hour' | 'rollup_day';
  readonly type: 'timestamptz' | 'date';
  /** Which observations belong to bucket `t`. */
  readonly inside: string;
}

/** Hours hold what devices sent; days hold imported history as well. */
const HOURS: Kind = {
  table: 'rollup_hour',
  type: 'timestamptz',
  inside: `o.observed_at >= t.bucket AND o.observed_at < t.bucket + interval '1 hour' AND o.reading_id IS NOT NULL`,
};
const DAYS: Kind = {
  table: 'rollup_day',
  type: 'date',
  inside: `o.observed_at >= t.bucket::timestamp AT TIME ZONE g.time_zone
    AND o.observed_at < (t.bucket + 1)::timestamp AT TIME ZONE g.time_zone`,
};

const touchedRows = ({ type }: Kind) =>
  `unnest($1::int[], $2::int[], $3::smallint[], $4::${type}[]) AS t (market_id, region_id, commodity_id, bucket)`;

const COLUMNS = 'level, area_id, commodity_id, bucket, n, total, low, high, simulated';

async function recount(client: PoolClient, kind: Kind, touched: readonly RollupDelta[]): Promise<void> {
  if (touched.length === 0) return;
  const keys = [
    numberArray(touched.map((d) => d.marketId)),
    numberArray(touched.map((d) => d.regionId)),
    numberArray(touched.map((d) => d.commodityId)),
    textArray(touched.map((d) => d.bucket)),
  ];
  for (const text of [removal(kind), markets(kind), areas(kind)]) await client.query(text, keys);
}

function removal(kind: Kind): string {
  return `DELETE FROM ${kind.table} r USING ${touchedRows(kind)}
    WHERE r.commodity_id = t.commodity_id AND r.bucket = t.bucket
      AND ((r.level = 2 AND r.area_id = t.market_id) OR (r.level = 1 AND r.area_id = t.region_id)
        OR (r.level = 0 AND r.area_id = 0))`;
}

function markets(kind: Kind): string {
  return `INSERT INTO ${kind.table} (${COLUMNS})
    SELECT 2, t.market_id, t.commodity_id, t.bucket, count(*), sum(o.price), min(o.price), max(o.price),
           count(*) FILTER (WHERE o.provenance = 1)
    FROM ${touchedRows(kind)} JOIN region g ON g.id = t.region_id
    JOIN observation o ON o.market_id = t.market_id AND o.commodity_id = t.commodity_id AND o.lane = 0
      AND ${kind.inside}
    GROUP BY t.market_id, t.commodity_id, t.bucket`;
}

function areas(kind: Kind): string {
  return `INSERT INTO ${kind.table} (${COLUMNS})
    SELECT a.level, a.area_id, r.commodity_id, r.bucket, count(*), sum((2 * r.total + r.n) / (2 * r.n)),
           min(r.low), max(r.high), sum(r.simulated)
    FROM (SELECT DISTINCT 1 AS level, region_id AS area_id, commodity_id, bucket FROM ${touchedRows(kind)}
          UNION SELECT DISTINCT 0, 0, commodity_id, bucket FROM ${touchedRows(kind)}) a
    JOIN market m ON a.level = 0 OR m.region_id = a.area_id
    JOIN ${kind.table} r ON r.level = 2 AND r.area_id = m.id AND r.commodity_id = a.commodity_id
      AND r.bucket = a.bucket
    GROUP BY a.level, a.area_id, r.commodity_id, r.bucket`;
}
