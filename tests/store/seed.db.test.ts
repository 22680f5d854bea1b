import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertSeed } from '@/lib/store/catalog/insert-seed';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { seedRows } from '@/prisma/seed/seed-rows';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

/** Longer than Prisma waits for a connection unless it is told. */
const BUSY_MS = 2_500;

describe('the seed of a fresh database', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openSeededDatabase();
  });
  afterAll(() => database.close());

  it('waits for a connection as long as a busy machine takes to open one', async () => {
    const pool = createPool(database.url, 1, () => undefined);
    const db = createPrisma(pool);
    const held = await pool.connect();
    setTimeout(() => held.release(), BUSY_MS);
    expect(await insertSeed(db, seedRows())).toBe(false);
    await db.$disconnect();
    await pool.end();
  });
});
