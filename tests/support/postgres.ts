import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '@/server/postgres/embedded';
import { type Content, createFromTemplate, withDatabase } from './template-database';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

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

/** A database of this suite's own. @param content what a fresh one holds; `empty` is not even migrated */
export async function createTestDatabase(
  kind: PostgresKind = 'embedded',
  content: Content | 'empty' = 'migrated',
): Promise<TestDatabase> {
  const server = kind === 'outside' ? OUTSIDE : await embeddedUrl();
  const name = `smp_test_${randomBytes(6).toString('hex')}`;
  if (content === 'empty') await statement(server, `CREATE DATABASE ${name}`);
  else await createFromTemplate(server, name, content);
  return {
    url: withDatabase(server, name),
    drop: () => statement(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** One built-in server for all suites of a run, in the cache folder; whoever comes first makes and starts it. */
export async function embeddedUrl(): Promise<string> {
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
