import type { Pool } from 'pg';
import { type Lane, laneFromNumber } from '@/lib/market/lane';

/** A price that somebody reported, as it stands now. Times in ms since 1970. */
export interface OwnPrice {
  /** Position in the ledger. */
  readonly id: number;
  readonly marketId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly lane: Lane;
  readonly observedAt: number;
}

interface Row {
  id: string;
  market_id: number;
  commodity_id: number;
  price: number;
  lane: number;
  observed_at: Date;
}

const DAYS = 30;

/** The newest prices of the last month that were sent with a device while this person held it. @param now ms */
export async function readOwnPrices(
  pool: Pool,
  userId: string,
  now: number,
  limit: number,
): Promise<readonly OwnPrice[]> {
  const { rows } = await pool.query<Row>({
    name: 'own-prices',
    text: `SELECT o.id::text AS id, o.market_id, o.commodity_id, o.price, o.lane, o.observed_at
      FROM device_holder h
      JOIN device d ON d.id = h.device_id
      JOIN observation o ON o.market_id = d.market_id AND o.observed_at >= $2::timestamptz
        AND o.received_at >= h.since AND (h.until IS NULL OR o.observed_at <= h.until)
      JOIN reading r ON r.id = o.reading_id AND r.first_index <= o.id AND o.id < r.first_index + r.prices
        AND r.device_id = h.device_id
      WHERE h.user_id = $1 AND o.id >= 0
      ORDER BY o.id DESC LIMIT $3`,
    values: [userId, new Date(now - DAYS * 86_400_000).toISOString(), limit],
  });
  return rows.map((row) => ({
    id: Number(row.id),
    marketId: row.market_id,
    commodityId: row.commodity_id,
    price: row.price,
    lane: laneFromNumber(row.lane),
    observedAt: row.observed_at.getTime(),
  }));
}
