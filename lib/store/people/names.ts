import type { Pool } from 'pg';
import { textArray } from '../array-literal';

/** Names of people by their id; who is gone is missing. */
export async function readNames(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; name: string }>({
    name: 'people-names',
    text: 'SELECT id::text AS id, name FROM app_user WHERE id = ANY ($1::uuid[])',
    values: [textArray([...new Set(ids)])],
  });
  return new Map(rows.map((r) => [r.id, r.name]));
}
