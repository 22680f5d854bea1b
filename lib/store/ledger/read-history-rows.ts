import type { Pool } from 'pg';

/** A price of the past as stored; `time` as ISO text with milliseconds. */
export interface HistoryRow {
  readonly id: number;
  readonly marketId: number;
  readonly regionId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly time: string;
  readonly provenance: number;
  /** True when the columns that history does not use are as history leaves them. */
  readonly plain: boolean;
  /** ms since 1970; received and published. */
  readonly receivedAt: number;
  readonly publishedAt: number;
}

/** Ordered by the column, which an index has, and not by the number of the same name that is given back. */
const READ = `
SELECT id::float8 AS id, market_id AS "marketId", region_id AS "regionId", commodity_id AS "commodityId", price,
  to_char(observed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS time, provenance,
  reading_id IS NULL AND lane = 0 AS plain,
  (extract(epoch FROM received_at) * 1000)::float8 AS "receivedAt",
  (extract(epoch FROM published_at) * 1000)::float8 AS "publishedAt"
FROM observation o WHERE o.id < $1 AND o.id < 0 ORDER BY o.id DESC LIMIT $2`;

/** The next rows of history below `below`, from the highest id down. */
export async function readHistoryRows(
  pool: Pool,
  below: number,
  limit: number,
): Promise<readonly HistoryRow[]> {
  const { rows } = await pool.query<HistoryRow>({
    name: 'ledger-history',
    text: READ,
    values: [below, limit],
  });
  return rows;
}
