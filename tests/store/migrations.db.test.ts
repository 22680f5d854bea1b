import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertSeed } from '@/lib/store/catalog/insert-seed';
import { applyMigrations } from '@/lib/store/migrate/apply-migrations';
import { schemaSql } from '@/lib/store/migrate/schema-sql';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { seedRows } from '@/prisma/seed/seed-rows';
import { availableKinds, createTestDatabase, type TestDatabase } from '../support/postgres';
import { MIGRATIONS } from '../support/template-database';

/** Written by hand in migrations, beyond what schema.prisma can say. */
const EXTRA_INDEXES = [
  'commodity_alias_market_key',
  'ledger_checkpoint_created_at_idx',
  'observation_held_idx',
  'verdict_later_idx',
];

const names = (await readdir(MIGRATIONS, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const COLUMNS = `
SELECT format('%s.%s %s %s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END, pg_get_expr(d.adbin, d.adrelid)) AS line
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relname <> '_prisma_migrations' ORDER BY 1`;

const INDEXES = `
SELECT indexdef AS line FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' AND NOT indexname = ANY ($1) ORDER BY 1`;

const FOREIGN_KEYS = `
SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line
FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1`;

async function lines(url: string, sql: string, values: unknown[] = []): Promise<readonly string[]> {
  const { rows } = await run<{ line: string }>(url, sql, values);
  return rows.map((r) => r.line);
}

async function run<Row extends QueryResultRow>(url: string, sql: string, values?: unknown[]) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<Row>(sql, values);
  } finally {
    await client.end();
  }
}

describe.each(await availableKinds())('migrations, on %s PostgreSQL', (kind) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase(kind, 'empty');
  });
  afterEach(() => database.drop());

  it('apply all of them in order to an empty database, and nothing the second time', async () => {
    expect(await applyMigrations(database.url, MIGRATIONS)).toEqual(names);
    expect(await applyMigrations(database.url, MIGRATIONS)).toEqual([]);
  });

  it('apply once when several instances start together', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(database.url, MIGRATIONS)));
    expect(applied.flat()).toEqual(names);
  });

  it('are recorded as `prisma migrate deploy` records them, so that either may follow the other', async () => {
    await applyMigrations(database.url, MIGRATIONS);
    const stored = await lines(
      database.url,
      `SELECT format('%s %s %s', migration_name, checksum, applied_steps_count) AS line FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND logs IS NULL ORDER BY started_at, 1`,
    );
    const expected = await Promise.all(
      names.map(async (name) => {
        const script = await readFile(join(MIGRATIONS, name, 'migration.sql'));
        return `${name} ${createHash('sha256').update(script).digest('hex')} 1`;
      }),
    );
    expect(stored).toEqual(expected);
  });

  it('leave the schema that schema.prisma describes', async () => {
    await applyMigrations(database.url, MIGRATIONS);
    const described = await createTestDatabase(kind, 'empty');
    try {
      const schema = await readFile(join(MIGRATIONS, '../schema.prisma'), 'utf8');
      await run(described.url, await schemaSql(described.url, schema));
      for (const sql of [COLUMNS, FOREIGN_KEYS])
        expect(await lines(database.url, sql)).toEqual(await lines(described.url, sql));
      expect(await lines(database.url, INDEXES, [EXTRA_INDEXES])).toEqual(
        await lines(described.url, INDEXES, [EXTRA_INDEXES]),
      );
    } finally {
      await described.drop();
    }
  });

  // From every migration on one PostgreSQL; on the other from the first one, since the scripts are the same.
  const stages = names.slice(0, kind === 'embedded' ? -1 : 1);
  it.each(stages.map((name, i) => [name, i + 1] as const))(
    'go on from %s on a database with data, and keep it',
    async (_name, count) => {
      const folder = await mkdtemp(join(tmpdir(), 'smp migrations '));
      for (const name of [...names.slice(0, count), 'migration_lock.toml'])
        await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true });
      expect(await applyMigrations(database.url, folder)).toEqual(names.slice(0, count));
      await rm(folder, { recursive: true });
      const pool = createPool(database.url, 2, () => undefined);
      const db = createPrisma(pool);
      try {
        await insertSeed(db, seedRows());
        await pool.query(
          `INSERT INTO observation (id, observed_at, received_at, published_at, market_id, region_id, commodity_id, price,
             lane, provenance) VALUES (0, now(), now(), now(), 1, 31, 1, 15000, 0, 0)`,
        );
        expect(await applyMigrations(database.url, MIGRATIONS)).toEqual(names.slice(count));
        const { rows } = await pool.query(
          `SELECT (SELECT count(*)::int FROM region) AS regions, (SELECT price FROM observation WHERE id = 0) AS price,
             (SELECT size::int FROM ledger_head) AS head`,
        );
        expect(rows[0]).toMatchObject({ regions: 38, price: 15_000, head: 0 });
      } finally {
        await db.$disconnect();
        await pool.end();
      }
    },
  );

  it('leave nothing behind of one that fails, and say which', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'smp migrations '));
    await cp(MIGRATIONS, folder, { recursive: true });
    const bad = join(folder, '20991231000000_bad');
    await cp(join(MIGRATIONS, names[0] ?? ''), bad, { recursive: true });
    await expect(applyMigrations(database.url, folder)).rejects.toThrow(
      /20991231000000_bad.*already exists/s,
    );
    await rm(folder, { recursive: true });
    expect(await lines(database.url, `SELECT count(*)::text AS line FROM region`)).toEqual(['0']);
  });
});
