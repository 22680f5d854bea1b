import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { insertSeed } from '@/lib/store/catalog/insert-seed';
import { applyMigrations } from '@/lib/store/migrate/apply-migrations';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { seedRows } from '@/prisma/seed/seed-rows';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const MIGRATIONS = join(root, 'prisma/migrations');

/** What a copy holds: tables alone, or also what a fresh start fills in. */
export type Content = 'migrated' | 'seeded';

/** Everything that decides about it: a change makes another template. */
const SOURCES = ['prisma', 'lib/store/migrate', 'lib/store/catalog/insert-seed.ts'];

/** Any number, as long as every test takes the same one. */
const TEMPLATE_LOCK = 5_060_711;

/**
 * Makes the database `name` as the copy of one that was migrated (and seeded) once on this server: migrating anew takes
 * many times as long. Nobody can connect to the one that is copied, so no test can change it for another.
 *
 * @param server address of any other database of the server
 */
export async function createFromTemplate(server: string, name: string, content: Content): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const template = await ensureTemplate(client, server, content);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await client.end();
  }
}

/** @returns its name; one that was left half made, or made from other sources, is removed */
async function ensureTemplate(client: Client, server: string, content: Content): Promise<string> {
  const wanted = `smp_template_${content}_${digest()}`;
  const { rows } = await client.query<{ name: string; whole: boolean }>(
    'SELECT datname AS name, NOT datallowconn AS whole FROM pg_database WHERE datname LIKE $1',
    [`smp_template_${content}_%`],
  );
  if (rows.some(({ name, whole }) => name === wanted && whole)) return wanted;
  for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${wanted}`);
  const url = withDatabase(server, wanted);
  await applyMigrations(url, MIGRATIONS);
  if (content === 'seeded') await seed(url);
  await client.query(`ALTER DATABASE ${wanted} ALLOW_CONNECTIONS false`);
  return wanted;
}

async function seed(url: string): Promise<void> {
  const pool = createPool(url, 1, () => undefined);
  const db = createPrisma(pool);
  await insertSeed(db, seedRows());
  await db.$disconnect();
  await pool.end();
}

function digest(): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesUnder)) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 16);
}

function filesUnder(path: string): readonly string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** The address of another database of the same server. */
export function withDatabase(server: string, name: string): string {
  const changed = new URL(server);
  changed.pathname = `/${name}`;
  return changed.toString();
}
