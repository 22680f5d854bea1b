import type { Pool } from 'pg';
import { provenanceFromNumber } from '@/lib/market/provenance';
import type { LastPrice } from './read-last-prices';

/** An accepted price with what the memory wants to know of it. */
export interface StandingPrice extends LastPrice {
  readonly regionId: number;
  readonly deviceId: string;
}

/** The newest accepted price of one market and commodity, observed until `until` (ms) and at most eight days before. */
export async function readStanding(
  pool: Pool,
  at: { readonly marketId: number; readonly commodityId: number; readonly until: number },
): Promise<StandingPrice | null> {
  const { rows } = await pool.query<{
    id: string;
    region_id: number;
    price: number;
    observed_at: Date;
    provenance: number;
    device_id: string | null;
  }>({
    name: 'standing',
    text: `SELECT o.id::text AS id, o.region_id, o.price, o.observed_at, o.provenance,
             (SELECT r.device_id FROM reading r WHERE r.id = o.reading_id LIMIT 1) AS device_id
           FROM observation o
           WHERE o.market_id = $1 AND o.commodity_id = $2 AND o.lane = 0
             AND o.observed_at <= $3::timestamptz AND o.observed_at > $3::timestamptz - interval '8 days'
           ORDER BY o.observed_at DESC, o.id DESC LIMIT 1`,
    values: [at.marketId, at.commodityId, new Date(at.until).toISOString()],
  });
  const [row] = rows;
  if (row === undefined) return null;
  return {
    ledgerIndex: Number(row.id),
    marketId: at.marketId,
    regionId: row.region_id,
    commodityId: at.commodityId,
    price: row.price,
    observedAt: row.observed_at.getTime(),
    provenance: provenanceFromNumber(row.provenance),
    deviceId: row.device_id ?? '',
  };
}
