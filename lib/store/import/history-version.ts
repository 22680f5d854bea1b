import type { Pool } from 'pg';

const KEY = 'history';

/** A number that grows whenever history was added beside the live door; 0 at first. */
export async function readHistoryVersion(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(
    `SELECT (value ->> 'version')::int AS version FROM setting WHERE key = $1`,
    [KEY],
  );
  return rows[0]?.version ?? 0;
}

/** Tells running servers that there is history they have not seen. */
export async function raiseHistoryVersion(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO setting AS s (key, value) VALUES ($1, '{"version": 1}')
     ON CONFLICT (key) DO UPDATE SET value = jsonb_build_object('version', (s.value ->> 'version')::int + 1)`,
    [KEY],
  );
}
