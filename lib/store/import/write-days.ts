import type { PoolClient } from 'pg';
import { numberArray } from '../array-literal';
import type { RollupDelta } from '../river/rollup-deltas';
import { addToDays } from '../river/update-rollups';
import { copyLines } from './copy-lines';
import { dayTotals } from './day-totals';

/**
 * Adds a batch of history to the day rollups, inside the caller's transaction, which holds the ledger's head:
 * no other writer changes a rollup meanwhile. Days that hold no price yet are copied in whole, which costs a
 * fraction of adding row by row.
 */
export async function writeDays(client: PoolClient, deltas: readonly RollupDelta[]): Promise<void> {
  if (!(await areUntouched(client, deltas))) return addToDays(client, deltas);
  const columns = 'level, area_id, commodity_id, bucket, n, total, low, high, simulated';
  await copyLines(
    client,
    `COPY rollup_day (${columns}) FROM STDIN`,
    dayTotals(deltas),
    (r) =>
      `${r.level}\t${r.areaId}\t${r.commodityId}\t${r.bucket}\t${r.n}\t${r.total}\t${r.low}\t${r.high}\t${r.simulated}\n`,
  );
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
