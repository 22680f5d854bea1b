import type { PoolClient } from 'pg';
import { numberArray } from '../array-literal';
import type { RollupDelta } from '../river/rollup-deltas';
import { addToDays } from '../river/update-rollups';
import { copyLines } from './copy-lines';
import { type AreaDay, sumAreas } from './day-totals';

const COPY = `COPY rollup_day (level, area_id, commodity_id, bucket, n, total, low, high, simulated) FROM STDIN`;

/**
 * Adds a batch of history to the day rollups, inside the caller's transaction, which holds the ledger's head:
 * no other writer changes a rollup meanwhile. Days that hold no price yet are copied in whole, which costs a
 * fraction of adding row by row.
 */
export async function writeDays(client: PoolClient, deltas: readonly RollupDelta[]): Promise<void> {
  if (await areUntouched(client, deltas)) await copyLines(client, COPY, lines(deltas));
  else await client.query(addToDays(deltas));
}

function* lines(deltas: readonly RollupDelta[]): Generator<string> {
  for (const d of deltas) yield line(2, d.marketId, d);
  for (const a of sumAreas(deltas)) yield line(a.areaId === 0 ? 0 : 1, a.areaId, a);
}

function line(level: 0 | 1 | 2, areaId: number, d: Omit<AreaDay, 'areaId'>): string {
  return `${level}\t${areaId}\t${d.commodityId}\t${d.bucket}\t${d.n}\t${d.total}\t${d.low}\t${d.high}\t${d.simulated}\n`;
}

/** The nation has a row for every commodity and day that any market has one for. */
async function areUntouched(client: PoolClient, deltas: readonly RollupDelta[]): Promise<boolean> {
  let first = '9999-12-31';
  let last = '0001-01-01';
  const commodities = new Set<number>();
  for (const d of deltas) {
    if (d.bucket < first) first = d.bucket;
    if (d.bucket > last) last = d.bucket;
    commodities.add(d.commodityId);
  }
  const { rows } = await client.query<{ touched: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM rollup_day WHERE level = 0 AND area_id = 0
       AND commodity_id = ANY($1::smallint[]) AND bucket BETWEEN $2::date AND $3::date) AS touched`,
    [numberArray([...commodities]), first, last],
  );
  return rows[0]?.touched === false;
}
