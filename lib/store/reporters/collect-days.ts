import type { Pool } from 'pg';
import { inTransaction } from '../transaction';

const KEY = 'reporter-days';

/** Where collecting begins on a database that was never looked at: what the ledger had so long ago. */
const START = `SELECT coalesce(max(size), 0)::float8 AS position FROM ledger_checkpoint WHERE created_at < $1::timestamptz`;

const COLLECT = `
INSERT INTO reporter_day (day, position, device_id, market_id, commodity_id, price, typed_at)
SELECT DISTINCT ON (1, r.device_id, o.market_id, o.commodity_id)
       (o.observed_at AT TIME ZONE g.time_zone)::date, o.id, r.device_id, o.market_id, o.commodity_id, o.price,
       CASE WHEN d.role = 'enumerator' THEN o.observed_at END
FROM observation o
JOIN reading r ON r.id = o.reading_id AND r.first_index <= o.id AND o.id < r.first_index + r.prices
JOIN device d ON d.id = r.device_id AND NOT d.simulated
JOIN region g ON g.id = o.region_id
WHERE o.id >= $1 AND o.id < $2
ORDER BY 1, r.device_id, o.market_id, o.commodity_id, o.id
ON CONFLICT DO NOTHING`;

export interface Collecting {
  /** Ledger positions in one statement. */
  readonly page: number;
  /** Positions that may wait; what is older than so many is left out, so that no flood is chased for days. */
  readonly backlog: number;
  /** Where to begin on a new database, ms since 1970. */
  readonly since: number;
}

/**
 * Takes the next page of committed prices into the reporters' days, with how far that went, in one transaction.
 * Simulated devices are nobody, and a correction is no report.
 *
 * @returns how many positions are left
 */
export async function collectDays(pool: Pool, { page, backlog, since }: Collecting): Promise<number> {
  return inTransaction(pool, async (client) => {
    const head = await client.query<{ size: number }>(
      'SELECT size::float8 AS size FROM ledger_head WHERE id = 1',
    );
    const size = head.rows[0]?.size ?? 0;
    const kept = await client.query<{ position: number }>(
      `SELECT (value->>'position')::float8 AS position FROM setting WHERE key = $1 FOR UPDATE`,
      [KEY],
    );
    const first =
      kept.rows[0] ??
      (await client.query<{ position: number }>(START, [new Date(since).toISOString()])).rows[0];
    const from = Math.max(first?.position ?? 0, size - backlog);
    const to = Math.min(size, from + page);
    if (to > from) await client.query({ name: 'reporter-days', text: COLLECT, values: [from, to] });
    await client.query(
      `INSERT INTO setting (key, value) VALUES ($1, jsonb_build_object('position', $2::bigint))
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [KEY, to],
    );
    return size - to;
  });
}
