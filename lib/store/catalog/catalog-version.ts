import type { Pool, PoolClient } from 'pg';

const KEY = 'catalog';

/** A number that grows with every change of names, places and limits; 0 at first. */
export async function readCatalogVersion(pool: Pick<Pool, 'query'>): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(
    `SELECT (value ->> 'version')::int AS version FROM setting WHERE key = $1`,
    [KEY],
  );
  return rows[0]?.version ?? 0;
}

/**
 * Tells every running server that names, places or limits changed. Whoever raises it stands in line: the next
 * one waits until this transaction ends, so that what is checked afterwards still holds at the commit.
 */
export async function raiseCatalogVersion(client: PoolClient): Promise<void> {
  await client.query(
    `INSERT INTO setting AS s (key, value) VALUES ($1, '{"version": 1}')
     ON CONFLICT (key) DO UPDATE SET value = jsonb_build_object('version', (s.value ->> 'version')::int + 1)`,
    [KEY],
  );
}
