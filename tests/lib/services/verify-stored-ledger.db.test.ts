import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { createPool } from '@/lib/store/pool';
import { growLedger } from '../../support/ledger';
import { createTestDatabase, type TestDatabase } from '../../support/postgres';

const SIZE = 700;

describe('the check of the stored ledger', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool(database.url, 4, () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('accepts the empty ledger and one that grew', async () => {
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: 0 });
    await growLedger(pool, SIZE);
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: SIZE });
  });

  it.each([
    [
      'a flipped bit',
      `UPDATE ledger_leaf SET entry = set_bit(entry, 700, 1 - get_bit(entry, 700)) WHERE id = 300`,
    ],
    ['a missing leaf', 'DELETE FROM ledger_leaf WHERE id = 300'],
    ['a leaf too many', `INSERT INTO ledger_leaf VALUES (700, 'x')`],
    [
      'two leaves exchanged',
      'UPDATE ledger_leaf SET id = CASE id WHEN -1 THEN 301 ELSE -1 END WHERE id IN (301)',
    ],
    ['a head that is too small', 'UPDATE ledger_head SET size = 699'],
    ['a forged edge', `UPDATE ledger_head SET frontier = set_bit(frontier, 0, 1 - get_bit(frontier, 0))`],
  ])('notices %s', async (_name, sql) => {
    // One connection, so that every query of the pool falls into the same transaction.
    const alone = createPool(database.url, 1, () => undefined);
    try {
      await alone.query('BEGIN');
      // Somebody who owns the database can switch its guards off.
      await alone.query('SET LOCAL session_replication_role = replica');
      await alone.query(sql);
      expect(await verifyStoredLedger(alone)).toMatchObject({ ok: false });
    } finally {
      await alone.query('ROLLBACK');
      await alone.end();
    }
  });

  it('names the leaf that is missing', async () => {
    await pool.query('CREATE TABLE kept AS SELECT * FROM ledger_leaf WHERE id = 512');
    await pool.query(
      'BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM ledger_leaf WHERE id = 512; COMMIT',
    );
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: false, index: 512 });
    await pool.query('INSERT INTO ledger_leaf SELECT * FROM kept; DROP TABLE kept');
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true });
  });
});
