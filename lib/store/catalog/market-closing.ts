import type { Pool, PoolClient } from 'pg';

export interface HeldClosing {
  readonly id: number;
  readonly code: string;
  readonly regionId: number;
  /** ISO date; `null` while it trades. */
  readonly closedOn: string | null;
  readonly reason: string | null;
}

/** A market by its code, as it is now and not as the catalogue remembers it. */
export async function findClosing(client: PoolClient, code: string): Promise<HeldClosing | null> {
  const { rows } = await client.query<HeldClosing>(
    `SELECT id, code, region_id AS "regionId", closed_on::text AS "closedOn", closed_reason AS reason
     FROM market WHERE code = $1`,
    [code],
  );
  return rows[0] ?? null;
}

/** Both `null`: it trades again. */
export async function writeClosing(
  client: PoolClient,
  id: number,
  { closedOn, reason }: Pick<HeldClosing, 'closedOn' | 'reason'>,
): Promise<void> {
  const text = 'UPDATE market SET closed_on = $2::date, closed_reason = $3 WHERE id = $1';
  await client.query(text, [id, closedOn, reason]);
}

/** What a market's closing touches. */
export interface MarketStanding {
  /** Devices that may report. */
  readonly devices: number;
  /** Open alerts about it that end by themselves, and those that a person must end. */
  readonly alerts: number;
  readonly manualAlerts: number;
  /** Prices that were observed since, whatever became of them. */
  readonly pricesSince: number;
}

/** @param since ms */
export async function readStanding(pool: Pool, marketId: number, since: number): Promise<MarketStanding> {
  const { rows } = await pool.query<MarketStanding>(
    `SELECT (SELECT count(*)::int FROM device WHERE market_id = $1 AND status = 'active') AS devices,
            (SELECT count(*)::int FROM alert WHERE market_id = $1 AND state = 'open' AND kind <> 'manual') AS alerts,
            (SELECT count(*)::int FROM alert WHERE market_id = $1 AND state = 'open' AND kind = 'manual')
              AS "manualAlerts",
            (SELECT count(*)::int FROM observation WHERE market_id = $1 AND observed_at >= $2) AS "pricesSince"`,
    [marketId, new Date(since)],
  );
  return rows[0] ?? { devices: 0, alerts: 0, manualAlerts: 0, pricesSince: 0 };
}
