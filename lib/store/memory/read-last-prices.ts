import type { Pool } from 'pg';
import { type Provenance, provenanceFromNumber } from '@/lib/market/provenance';

/** A market's newest accepted price of one commodity. */
export interface LastPrice {
  readonly ledgerIndex: number;
  readonly marketId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly observedAt: number;
  readonly provenance: Provenance;
}

interface Row {
  id: string;
  market_id: number;
  commodity_id: number;
  price: number;
  observed_at: Date;
  provenance: number;
}

const LAST = `
SELECT o.id::text AS id, m.id AS market_id, c.id AS commodity_id, o.price, o.observed_at, o.provenance
FROM market m JOIN region g ON g.id = m.region_id CROSS JOIN commodity c
CROSS JOIN LATERAL (
  SELECT id, price, observed_at, provenance FROM observation
  WHERE market_id = m.id AND commodity_id = c.id AND lane = 0
    AND observed_at >= ($1::date - $2::int)::timestamp AT TIME ZONE g.time_zone
    AND observed_at < ($1::date + 1)::timestamp AT TIME ZONE g.time_zone
  ORDER BY observed_at DESC, id DESC LIMIT 1
) o`;

/**
 * The newest accepted price of every market and commodity up to the end of the local day `day` (ISO) and
 * at most `carryDays` days old. One index probe a pair, not a walk over history.
 */
export async function readLastPrices(
  pool: Pool,
  day: string,
  carryDays: number,
): Promise<readonly LastPrice[]> {
  const { rows } = await pool.query<Row>({ name: 'last-prices', text: LAST, values: [day, carryDays] });
  return rows.map((r) => ({
    ledgerIndex: Number(r.id),
    marketId: r.market_id,
    commodityId: r.commodity_id,
    price: r.price,
    observedAt: r.observed_at.getTime(),
    provenance: provenanceFromNumber(r.provenance),
  }));
}
