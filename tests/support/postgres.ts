import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { applyMigrations } from '@/lib/store/migrate/apply-migrations';
import { startEmbeddedPostgres } from '@/server/postgres/embedded';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const MIGRATIONS = join(root, 'prisma/migrations');

/** Where a PostgreSQL is looked for that this machine may offer beside the built-in one. */
const OUTSIDE = process.env.SMP_TEST_DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

export type PostgresKind = 'embedded' | 'outside';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Kinds that can be tested here; the built-in one always. */
export async function availableKinds(): Promise<readonly PostgresKind[]> {
  return (await reachable(OUTSIDE)) ? ['embedded', 'outside'] : ['embedded'];
}

/** A database of this suite's own. @param migrated applies all migrations first */
export async function createTestDatabase(
  kind: PostgresKind = 'embedded',
  migrated = true,
): Promise<TestDatabase> {
  const server = kind === 'outside' ? OUTSIDE : await embeddedUrl();
  const name = `smp_test_${randomBytes(6).toString('hex')}`;
  await statement(server, `CREATE DATABASE ${name}`);
  const url = withDatabase(server, name);
  if (migrated) await applyMigrations(url, MIGRATIONS);
  return { url, drop: () => statement(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** One built-in server for all suites of a run, in the cache folder; whoever comes first starts it. */
async function embeddedUrl(): Promise<string> {
  const given = process.env.SMP_TEST_EMBEDDED_URL;
  if (given !== undefined) return given;
  const { url } = await startEmbeddedPostgres(join(root, '.cache/test-postgres'));
  return url;
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function reachable(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
