import type { Pool, PoolClient } from 'pg';
import type { MarketEvent } from '@/lib/market/market-event';

const COLUMNS = `e.id, e.kind, e.commodity_id AS "commodityId", e.region_id AS "regionId", e.market_id AS "marketId",
  e.begins::text, e.ends::text, e.source, e.text_id AS "textId", e.text_en AS "textEn", e.withdrawn, e.replaces`;
const NOT_REPLACED = 'NOT EXISTS (SELECT 1 FROM market_event later WHERE later.replaces = e.id)';

export interface EventFilter {
  /** ISO dates, both included. */
  readonly from: string;
  readonly to: string;
  /** Absent: whatever they are about. */
  readonly commodityId?: number | undefined;
  /** Of the nation, this region and its markets. */
  readonly regionId?: number | undefined;
  /** Beside those of the nation and the region, only those of this market. */
  readonly marketId?: number | undefined;
  readonly limit: number;
}

/** What holds now, newest first; without what was withdrawn. */
export async function readEvents(pool: Pool, f: EventFilter): Promise<readonly MarketEvent[]> {
  const { rows } = await pool.query<MarketEvent>(
    `SELECT ${COLUMNS} FROM market_event e
     WHERE NOT e.withdrawn AND ${NOT_REPLACED}
       AND e.begins <= $2::date AND coalesce(e.ends, 'infinity'::date) >= $1::date
       AND ($3::int IS NULL OR e.commodity_id IS NULL OR e.commodity_id = $3)
       AND ($4::int IS NULL OR e.region_id IS NULL OR e.region_id = $4)
       AND ($5::int IS NULL OR e.market_id IS NULL OR e.market_id = $5)
     ORDER BY e.begins DESC, e.entered_at DESC LIMIT $6`,
    [f.from, f.to, f.commodityId ?? null, f.regionId ?? null, f.marketId ?? null, f.limit],
  );
  return rows;
}

/** One that holds now, locked against a second successor. */
export async function findEvent(client: PoolClient, id: string): Promise<MarketEvent | null> {
  const { rows } = await client.query<MarketEvent>(
    `SELECT ${COLUMNS} FROM market_event e WHERE e.id = $1 AND NOT e.withdrawn AND ${NOT_REPLACED} FOR UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

export async function insertEvent(
  client: PoolClient,
  e: MarketEvent,
  entered: { readonly at: number; readonly by: string },
): Promise<void> {
  await client.query(
    `INSERT INTO market_event (id, kind, commodity_id, region_id, market_id, begins, ends, source, text_id, text_en,
       withdrawn, replaces, entered_at, entered_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      e.id,
      e.kind,
      e.commodityId,
      e.regionId,
      e.marketId,
      e.begins,
      e.ends,
      e.source,
      e.textId,
      e.textEn,
      e.withdrawn,
      e.replaces,
      new Date(entered.at),
      entered.by,
    ],
  );
}

/** Days with a name, such as Idul Fitri. */
export async function readCalendar(
  pool: Pool,
  from: string,
  to: string,
): Promise<readonly { readonly name: string; readonly day: string }[]> {
  const { rows } = await pool.query<{ name: string; day: string }>(
    'SELECT name, day::text FROM calendar_event WHERE day BETWEEN $1 AND $2 ORDER BY day',
    [from, to],
  );
  return rows;
}
