import type { Pool } from 'pg';
import { dayToIso } from '@/lib/market/calendar';

/** The first price of a reporter's day and good. */
export interface ReportedPrice {
  readonly position: number;
  readonly deviceId: string;
  readonly marketId: number;
  readonly commodityId: number;
  readonly price: number;
  /** ms since 1970; `null` where no person typed. */
  readonly typedAt: number | null;
}

/** A page of one day, in ledger order. @param day local day number @param after position that the page before ended with */
export async function readReportedDay(
  pool: Pool,
  day: number,
  after: number,
  limit: number,
): Promise<readonly ReportedPrice[]> {
  const { rows } = await pool.query<Omit<ReportedPrice, 'typedAt'> & { typed: Date | null }>({
    name: 'reported-day',
    text: `SELECT position::float8 AS position, device_id AS "deviceId", market_id AS "marketId",
             commodity_id AS "commodityId", price, typed_at AS typed
           FROM reporter_day r WHERE day = $1::date AND r.position > $2 ORDER BY r.position LIMIT $3`,
    values: [dayToIso(day), after, limit],
  });
  return rows.map(({ typed, ...row }) => ({ ...row, typedAt: typed?.getTime() ?? null }));
}

/** Drops days before `days`, and evidence that ended before `evidence`; local day numbers, the first that stay. */
export async function dropOldReporters(
  pool: Pool,
  first: { readonly days: number; readonly evidence: number },
): Promise<void> {
  await pool.query('DELETE FROM reporter_day WHERE day < $1::date', [dayToIso(first.days)]);
  await pool.query('DELETE FROM reporter_evidence WHERE last_day < $1::date', [dayToIso(first.evidence)]);
}
