import type { Pool } from 'pg';
import { buildCatalog, type Catalog } from '@/lib/market/catalog';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { createPool } from '@/lib/store/pool';
import { createPrisma, type Db } from '@/lib/store/prisma-client';
import { createTestDatabase, type PostgresKind } from './postgres';

export interface OpenDatabase {
  readonly url: string;
  readonly pool: Pool;
  readonly db: Db;
  catalog(): Promise<Catalog>;
  /** First column of a query's rows. */
  column<T>(sql: string, values?: readonly unknown[]): Promise<readonly T[]>;
  close(): Promise<void>;
}

/** A database of a suite's own, migrated and seeded, with connections to it. */
export async function openSeededDatabase(kind: PostgresKind = 'embedded'): Promise<OpenDatabase> {
  const { url, drop } = await createTestDatabase(kind, 'seeded');
  const pool = createPool(url, 8, () => undefined);
  const db = createPrisma(pool);
  return {
    url,
    pool,
    db,
    catalog: async () => buildCatalog(await readCatalog(db)),
    async column<T>(sql: string, values: readonly unknown[] = []) {
      const { rows } = await pool.query<{ value: T }>(sql, [...values]);
      return rows.map((r) => r.value);
    },
    async close() {
      await db.$disconnect();
      await pool.end();
      await drop();
    },
  };
}
