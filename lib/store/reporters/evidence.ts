import type { Pool } from 'pg';
import { dayToIso } from '@/lib/market/calendar';
import { numberArray, textArray } from '../array-literal';
import { inTransaction } from '../transaction';

/** What was found about a reporter over a stretch of days. Day numbers. */
export interface StoredEvidence {
  readonly deviceId: string;
  readonly kind: string;
  readonly since: number;
  readonly lastDay: number;
  readonly strength: number;
  readonly source: string | null;
  readonly items: readonly number[];
}

const ROWS = `unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::float4[], $6::text[], $7::text[])
  AS u (device, kind, since, last, strength, source, items)`;
const DAY = (column: string) => `(date '1970-01-01' + u.${column})`;
/** A stretch goes on when it was still seen on the day before it is said to have begun, or later. */
const SAME = `e.device_id = u.device AND e.kind = u.kind AND e.last_day >= ${DAY('since')} - 1`;

/** Makes a stretch longer that is known, and writes those that are new. Writing the same again changes nothing. */
export async function writeEvidence(
  pool: Pool,
  found: readonly StoredEvidence[],
  now: number,
): Promise<void> {
  if (found.length === 0) return;
  const values = [
    textArray(found.map((f) => f.deviceId)),
    textArray(found.map((f) => f.kind)),
    numberArray(found.map((f) => f.since)),
    numberArray(found.map((f) => f.lastDay)),
    numberArray(found.map((f) => f.strength)),
    textArray(found.map((f) => f.source)),
    textArray(found.map((f) => numberArray(f.items))),
  ];
  await inTransaction(pool, async (client) => {
    await client.query(
      `UPDATE reporter_evidence e SET last_day = greatest(e.last_day, ${DAY('last')}),
         strength = greatest(e.strength, u.strength), source = u.source, items = u.items::smallint[]
       FROM ${ROWS} WHERE ${SAME}`,
      values,
    );
    await client.query(
      `INSERT INTO reporter_evidence (device_id, kind, since, last_day, strength, source, items, found_at)
       SELECT u.device, u.kind, ${DAY('since')}, ${DAY('last')}, u.strength, u.source, u.items::smallint[], $8
       FROM ${ROWS} WHERE NOT EXISTS (SELECT 1 FROM reporter_evidence e WHERE ${SAME})
       ON CONFLICT DO NOTHING`,
      [...values, new Date(now).toISOString()],
    );
  });
}

/** What was found about these devices and lasted until `since` or longer, newest first. @param since day number */
export async function readEvidence(
  pool: Pool,
  deviceIds: readonly string[],
  since: number,
): Promise<readonly StoredEvidence[]> {
  if (deviceIds.length === 0) return [];
  const { rows } = await pool.query<StoredEvidence>({
    name: 'reporter-evidence',
    text: `SELECT device_id AS "deviceId", kind, since - date '1970-01-01' AS since,
             last_day - date '1970-01-01' AS "lastDay", strength, source, items
           FROM reporter_evidence WHERE device_id = ANY ($1::text[]) AND last_day >= $2::date
           ORDER BY last_day DESC, since DESC, kind LIMIT 1000`,
    values: [textArray(deviceIds), dayToIso(since)],
  });
  return rows;
}
