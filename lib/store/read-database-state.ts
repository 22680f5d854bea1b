import type { Pool } from 'pg';

export interface DatabaseState {
  readonly version: string;
  readonly bytes: number;
  readonly connections: number;
  readonly timescale: boolean;
  /** Name of the last migration that was applied. */
  readonly migration: string | null;
}

/** What the database says of itself. */
export async function readDatabaseState(pool: Pool): Promise<DatabaseState> {
  const { rows } = await pool.query<DatabaseState & { bytes: string }>(
    `SELECT current_setting('server_version') AS version,
       pg_database_size(current_database())::text AS bytes,
       (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()) AS connections,
       EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'timescaledb') AS timescale,
       (SELECT max(migration_name) FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS migration`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the database did not answer');
  return { ...row, bytes: Number(row.bytes) };
}
