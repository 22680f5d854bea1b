import { Client } from 'pg';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import { readMigrations } from './read-migrations';
import { withSchemaEngine } from './schema-engine';

const NO_FILTERS = { externalTables: [], externalEnums: [] };
const MIGRATION_LOCK = LOCK_KEYS.migration;

/**
 * Brings the database to the newest migration and records it in `_prisma_migrations`, as
 * `prisma migrate deploy` does; either may follow the other. Safe when several instances start at once.
 *
 * @returns names of the migrations applied now
 * @throws Error with the failing statement when a migration does not apply
 */
export async function applyMigrations(url: string, folder: string): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await appliedNames(client);
    if (migrations.migrationDirectories.every((m) => done.has(m.path))) return [];
    let refusal: unknown;
    const onRefusal = (error: unknown) => {
      refusal = error;
    };
    try {
      const result = await withSchemaEngine(url, { scripts: client, onRefusal }, (engine) =>
        engine.applyMigrations({ migrationsList: migrations, filters: NO_FILTERS }),
      );
      return result.appliedMigrationNames;
    } catch (error) {
      throw explained(error, refusal);
    }
  } finally {
    await client.end();
  }
}

/** The engine names the migration, the database what was wrong with it. */
function explained(error: unknown, refusal: unknown): unknown {
  if (!(refusal instanceof Error)) return error;
  const name = /migration_name=\\?"([^"\\]+)/.exec(String(error))?.[1] ?? 'A migration';
  return new Error(`${name} does not apply: ${refusal.message}`, { cause: refusal });
}

async function appliedNames(client: Client): Promise<ReadonlySet<string>> {
  const table = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  );
  if (!table.rows[0]?.exists) return new Set();
  const rows = await client.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return new Set(rows.rows.map((r) => r.migration_name));
}
