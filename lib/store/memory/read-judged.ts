import type { Pool } from 'pg';
import { type Lane, laneFromNumber } from '@/lib/market/lane';
import { FIRST_VERDICT } from '../river/first-verdict';

/** One price as it was judged on arrival. */
export interface JudgedRow {
  readonly observationId: number;
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly lane: Lane;
  readonly flags: readonly string[];
  readonly observedAt: number;
  readonly receivedAt: number;
  readonly deviceId: string;
}

interface Row {
  id: string;
  market_id: number;
  region_id: number;
  commodity_id: number;
  price: number;
  lane: number;
  flags: string[];
  observed_at: Date;
  received_at: Date;
  device_id: string;
}

/** Prices at ledger positions `[from, to)` that devices sent, with their first verdicts, in ledger order. */
export async function readJudged(pool: Pool, from: number, to: number): Promise<readonly JudgedRow[]> {
  const { rows } = await pool.query<Row>({
    name: 'judged',
    text: `SELECT o.id::text AS id, o.market_id, o.region_id, o.commodity_id, o.price, v.lane, v.flags, o.observed_at,
             o.received_at, r.device_id
           FROM observation o
           ${FIRST_VERDICT}
           JOIN reading r ON r.id = o.reading_id AND o.id >= r.first_index AND o.id < r.first_index + r.prices
           WHERE o.id >= $1 AND o.id < $2 ORDER BY o.id`,
    values: [from, to],
  });
  return rows.map((r) => ({
    observationId: Number(r.id),
    marketId: r.market_id,
    regionId: r.region_id,
    commodityId: r.commodity_id,
    price: r.price,
    lane: laneFromNumber(r.lane),
    flags: r.flags,
    observedAt: r.observed_at.getTime(),
    receivedAt: r.received_at.getTime(),
    deviceId: r.device_id,
  }));
}
