import type { Pool } from 'pg';
import { type Lane, laneFromNumber } from '@/lib/market/lane';

/** A later verdict about a price: what it was before, and what it is since. */
export interface MovedRow {
  readonly observationId: number;
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly observedAt: number;
  readonly deviceId: string;
  readonly from: Lane;
  readonly to: Lane;
}

interface Row extends Omit<MovedRow, 'from' | 'to' | 'observedAt'> {
  readonly before: number;
  readonly after: number;
  readonly observed: Date;
}

/** Later verdicts at ledger positions `[from, to)`, in ledger order. */
export async function readMoved(pool: Pool, from: number, to: number): Promise<readonly MovedRow[]> {
  const { rows } = await pool.query<Row>({
    name: 'moved',
    text: `SELECT o.id::float8 AS "observationId", o.market_id AS "marketId", o.region_id AS "regionId",
             o.commodity_id AS "commodityId", o.price, o.observed_at AS observed, r.device_id AS "deviceId",
             v.lane AS after, p.lane AS before
           FROM later_verdict v
           JOIN observation o ON o.id = v.observation_id
           JOIN reading r ON r.id = o.reading_id AND o.id >= r.first_index AND o.id < r.first_index + r.prices
           JOIN LATERAL (SELECT lane FROM verdict WHERE observation_id = v.observation_id AND id < v.id
                         ORDER BY id DESC LIMIT 1) p ON true
           WHERE v.id >= $1 AND v.id < $2 ORDER BY v.id`,
    values: [from, to],
  });
  return rows.map(({ before, after, observed, ...row }) => ({
    ...row,
    observedAt: observed.getTime(),
    from: laneFromNumber(before),
    to: laneFromNumber(after),
  }));
}
