import { type Lane, laneFromNumber } from '@/lib/market/lane';

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

/** What {@link JUDGED_COLUMNS} of an observation `o`, its first verdict `v` and its reading `r` give. */
export interface StoredJudgement {
  readonly id: string;
  readonly market_id: number;
  readonly region_id: number;
  readonly commodity_id: number;
  readonly price: number;
  readonly lane: number;
  readonly flags: string[];
  readonly observed_at: Date;
  readonly received_at: Date;
  readonly device_id: string;
}

export const JUDGED_COLUMNS = `o.id::text AS id, o.market_id, o.region_id, o.commodity_id, o.price, v.lane, v.flags,
  o.observed_at, o.received_at, r.device_id`;

export function toJudgedRow(r: StoredJudgement): JudgedRow {
  return {
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
  };
}
