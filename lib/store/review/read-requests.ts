import type { Pool } from 'pg';
import { PHONE_TIME_GRAIN_MS } from '@/lib/market/review';
import { HANDED_ON } from '../devices/handed-on';

/** A question of a reviewer to the device that reported a price. Times in ms. */
export interface RequestRow {
  readonly id: number;
  readonly observationId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly reason: string;
  readonly note: string;
  readonly observedAt: number;
  readonly askedAt: number;
  readonly dueAt: number;
}

const OPEN = `
SELECT q.id::float8 AS id, q.observation_id::float8 AS "observationId", o.commodity_id AS "commodityId", o.price,
       q.reason, q.note, o.observed_at AS observed, q.decided_at AS asked, q.due_at AS due
FROM review q
JOIN observation o ON o.id = q.observation_id
JOIN reading r ON r.id = o.reading_id AND r.first_index <= o.id AND o.id < r.first_index + r.prices
WHERE q.act = 'ask_again' AND q.due_at > $3::timestamptz AND o.market_id = $1 AND r.device_id = $2
  AND NOT ${HANDED_ON}
  AND (SELECT l.state FROM review l WHERE l.observation_id = q.observation_id ORDER BY l.id DESC LIMIT 1) = 'asked'
  AND NOT EXISTS (SELECT 1 FROM review l WHERE l.observation_id = q.observation_id AND l.id > q.id
                  AND l.act = 'ask_again')
  AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.observation_id = q.observation_id AND v.id > q.id)
  AND NOT EXISTS (SELECT 1 FROM observation a WHERE a.market_id = o.market_id AND a.commodity_id = o.commodity_id
                  AND a.observed_at > q.decided_at - interval '${PHONE_TIME_GRAIN_MS} ms' AND a.id > q.id)
ORDER BY q.due_at LIMIT 100`;

/**
 * Open questions about prices that whoever has a device now reported with it, the most urgent first. One over which a
 * decision is proposed rests meanwhile, and is open again once the proposal is declined. @param now ms
 */
export async function readRequests(
  pool: Pool,
  device: { readonly deviceId: string; readonly marketId: number },
  now: number,
): Promise<readonly RequestRow[]> {
  const { rows } = await pool.query<
    Omit<RequestRow, 'observedAt' | 'askedAt' | 'dueAt'> & { observed: Date; asked: Date; due: Date }
  >({
    name: 'field-requests',
    text: OPEN,
    values: [device.marketId, device.deviceId, new Date(now).toISOString()],
  });
  return rows.map(({ observed, asked, due, ...rest }) => ({
    ...rest,
    observedAt: observed.getTime(),
    askedAt: asked.getTime(),
    dueAt: due.getTime(),
  }));
}
