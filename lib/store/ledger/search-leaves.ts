import type { Pool } from 'pg';

/** What is looked for; at least one member is given. Newest first. */
export interface LeafSearch {
  readonly marketId: number | null;
  readonly commodityId: number | null;
  /** Moments between which it was measured, ms since 1970; the second is left out. */
  readonly from: number;
  readonly to: number;
  readonly deviceId: string | null;
  /** Only positions before this one. */
  readonly before: number | null;
  readonly limit: number;
}

/** A price with a leaf of its own. */
export interface FoundPrice {
  readonly index: number;
  readonly readingId: string;
  readonly deviceId: string;
  readonly marketId: number;
  readonly commodityId: number;
  readonly price: number;
  readonly lane: number;
  readonly observedAt: Date;
}

const COLUMNS = `o.id::float8 AS index, o.reading_id AS "readingId", r.device_id AS "deviceId",
  o.market_id AS "marketId", o.commodity_id AS "commodityId", o.price, o.lane, o.observed_at AS "observedAt"`;

/** The reading that covers the position: devices of two markets may have used the same id. */
const FROM = `FROM observation o
  JOIN reading r ON r.id = o.reading_id AND r.first_index <= o.id AND o.id < r.first_index + r.prices`;

const SEARCH = `SELECT ${COLUMNS} ${FROM}
WHERE o.observed_at >= $1 AND o.observed_at < $2 AND o.id >= 0
  AND ($3::int IS NULL OR o.market_id = $3) AND ($4::smallint IS NULL OR o.commodity_id = $4)
  AND ($5::text IS NULL OR r.device_id = $5) AND ($6::bigint IS NULL OR o.id < $6)
ORDER BY o.id DESC LIMIT $7`;

export async function searchLeaves(pool: Pool, search: LeafSearch): Promise<readonly FoundPrice[]> {
  const { from, to, marketId, commodityId, deviceId, before, limit } = search;
  const values = [new Date(from), new Date(to), marketId, commodityId, deviceId, before, limit];
  // Unnamed, so that it is planned for what is asked for.
  return (await pool.query<FoundPrice>(SEARCH, values)).rows;
}

const OF_READING = `SELECT ${COLUMNS} FROM reading r
  JOIN observation o ON o.reading_id = r.id AND r.first_index <= o.id AND o.id < r.first_index + r.prices
    AND o.market_id = r.market_id AND o.observed_at = r.observed_at
WHERE r.id = $1 ORDER BY o.id DESC LIMIT $2`;

/** The prices of one reading. @param id a UUID */
export async function findReadingLeaves(
  pool: Pool,
  id: string,
  limit: number,
): Promise<readonly FoundPrice[]> {
  return (await pool.query<FoundPrice>(OF_READING, [id, limit])).rows;
}
