import type { Pool, PoolClient } from 'pg';
import type { ReferenceRule } from '@/lib/market/reference';

export interface ReferenceRow extends ReferenceRule {
  readonly id: number;
}

const COLUMNS = `id, commodity_id AS "commodityId", kind, zone, low, high, valid_from::text AS "validFrom",
  valid_to::text AS "validTo", regulation, note`;

/** All of them, also those that are over; the newest first within a commodity. */
export async function listReferences(
  db: Pick<Pool | PoolClient, 'query'>,
  commodityId: number | null = null,
): Promise<readonly ReferenceRow[]> {
  const { rows } = await db.query<ReferenceRow>(
    `SELECT ${COLUMNS} FROM reference_price WHERE $1::int IS NULL OR commodity_id = $1
     ORDER BY commodity_id, valid_from DESC NULLS LAST, kind, zone NULLS FIRST, id DESC`,
    [commodityId],
  );
  return rows;
}

export async function findReference(
  db: Pick<Pool | PoolClient, 'query'>,
  id: number,
): Promise<ReferenceRow | null> {
  const { rows } = await db.query<ReferenceRow>(`SELECT ${COLUMNS} FROM reference_price WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** @returns the new row's id */
export async function insertReference(client: PoolClient, rule: ReferenceRule): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO reference_price (commodity_id, kind, zone, low, high, valid_from, valid_to, regulation, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [
      rule.commodityId,
      rule.kind,
      rule.zone,
      rule.low,
      rule.high,
      rule.validFrom,
      rule.validTo,
      rule.regulation,
      rule.note,
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the reference price was not inserted');
  return row.id;
}

/** The last day on which it holds; nothing else of it ever changes. */
export async function endReference(client: PoolClient, id: number, validTo: string): Promise<void> {
  await client.query('UPDATE reference_price SET valid_to = $2 WHERE id = $1', [id, validTo]);
}
