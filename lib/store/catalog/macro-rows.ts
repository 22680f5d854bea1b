import type { Pool, PoolClient } from 'pg';
import type { MacroValue } from '@/lib/market/macro';

const COLUMNS = `name, to_char(period, 'YYYY-MM') AS month, value, source, stated_on::text AS "statedOn"`;

export async function readMacro(db: Pick<Pool | PoolClient, 'query'>): Promise<readonly MacroValue[]> {
  const { rows } = await db.query<MacroValue>(`SELECT ${COLUMNS} FROM macro_indicator ORDER BY period, name`);
  return rows;
}

/** What is held for one month; `null` where it is missing. */
export async function findMacro(
  db: Pick<Pool | PoolClient, 'query'>,
  name: string,
  month: string,
): Promise<MacroValue | null> {
  const { rows } = await db.query<MacroValue>(
    `SELECT ${COLUMNS} FROM macro_indicator WHERE name = $1 AND period = ($2 || '-01')::date`,
    [name, month],
  );
  return rows[0] ?? null;
}

/** Writes values over those of the same months. */
export async function writeMacro(client: PoolClient, values: readonly MacroValue[]): Promise<void> {
  await client.query(
    `INSERT INTO macro_indicator (name, period, value, source, stated_on)
     SELECT name, (month || '-01')::date, value, source, stated
     FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::date[]) AS v (name, month, value, source, stated)
     ON CONFLICT (name, period) DO UPDATE
       SET value = excluded.value, source = excluded.source, stated_on = excluded.stated_on`,
    [
      values.map((v) => v.name),
      values.map((v) => v.month),
      values.map((v) => v.value),
      values.map((v) => v.source),
      values.map((v) => v.statedOn),
    ],
  );
}

export async function deleteMacro(client: PoolClient, name: string, month: string): Promise<void> {
  await client.query(`DELETE FROM macro_indicator WHERE name = $1 AND period = ($2 || '-01')::date`, [
    name,
    month,
  ]);
}
