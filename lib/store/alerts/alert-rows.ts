import type { Pool } from 'pg';

export interface AlertRow {
  readonly id: string;
  readonly kind: string;
  readonly level: string;
  readonly state: 'open' | 'closed';
  readonly commodityId: number | null;
  readonly regionId: number | null;
  readonly marketId: number | null;
  readonly deviceId: string | null;
  readonly evidence: object;
  /** ms since 1970. */
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly simulated: boolean;
  readonly seq: number;
}

interface Raw extends Omit<AlertRow, 'openedAt' | 'closedAt' | 'seq'> {
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly seq: string;
}

const COLUMNS = `id, kind, level, state, commodity_id AS "commodityId", region_id AS "regionId",
  market_id AS "marketId", device_id AS "deviceId", evidence, opened_at AS "openedAt", closed_at AS "closedAt", simulated, seq`;

/** All open alerts. */
export async function readOpenAlerts(pool: Pick<Pool, 'query'>): Promise<readonly AlertRow[]> {
  const { rows } = await pool.query<Raw>(`SELECT ${COLUMNS} FROM alert WHERE state = 'open' ORDER BY seq`);
  return rows.map(toRow);
}

/** One alert, open or closed; `null` for none. */
export async function readAlert(pool: Pick<Pool, 'query'>, id: string): Promise<AlertRow | null> {
  const { rows } = await pool.query<Raw>(`SELECT ${COLUMNS} FROM alert WHERE id = $1`, [id]);
  return rows[0] === undefined ? null : toRow(rows[0]);
}

/** Alerts that changed after number `seq`, in the order of their changes. */
export async function readAlertsSince(pool: Pick<Pool, 'query'>, seq: number): Promise<readonly AlertRow[]> {
  const { rows } = await pool.query<Raw>(`SELECT ${COLUMNS} FROM alert WHERE seq > $1 ORDER BY seq`, [seq]);
  return rows.map(toRow);
}

/** Number of the last change; 0 before the first. */
export async function readAlertSeq(pool: Pick<Pool, 'query'>): Promise<number> {
  const { rows } = await pool.query<{ seq: string | null }>('SELECT max(seq) AS seq FROM alert');
  return Number(rows[0]?.seq ?? 0);
}

function toRow(raw: Raw): AlertRow {
  return {
    ...raw,
    openedAt: raw.openedAt.getTime(),
    closedAt: raw.closedAt?.getTime() ?? null,
    seq: Number(raw.seq),
  };
}
