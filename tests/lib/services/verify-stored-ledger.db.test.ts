import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { createPool } from '@/lib/store/pool';
import { growLedger } from '../../support/ledger';
import { createTestDatabase, type TestDatabase } from '../../support/postgres';

const SIZE = 700;
const LAST = '(SELECT max(id) FROM ledger_run)';

describe('the check of the stored ledger', () => {
  let database: TestDatabase;
  let pool: Pool;
  let empty: object;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool(database.url, 4, () => undefined);
    empty = await verifyStoredLedger(pool);
    await growLedger(pool, SIZE);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** What the check says of a ledger to which somebody did this who owns the database; it is undone after. */
  async function checkAfter(sql: string) {
    // One connection, so that every query of the pool falls into the same transaction.
    const alone = createPool(database.url, 1, () => undefined);
    try {
      await alone.query('BEGIN');
      // Somebody who owns the database can switch its guards off.
      await alone.query('SET LOCAL session_replication_role = replica');
      await alone.query(sql);
      return await verifyStoredLedger(alone);
    } finally {
      await alone.query('ROLLBACK');
      await alone.end();
    }
  }

  it('accepts the empty ledger and one that grew', async () => {
    expect(empty).toMatchObject({ ok: true, size: 0 });
    expect(await verifyStoredLedger(pool)).toMatchObject({ ok: true, size: SIZE });
  });

  it.each([
    [
      'a changed letter',
      `UPDATE ledger_run SET entries = overlay(entries placing 'X' from 120 for 1) WHERE id = ${LAST}`,
    ],
    ['a missing run', 'DELETE FROM ledger_run WHERE id = 0'],
    [
      'a leaf too few',
      `UPDATE ledger_run SET entries = regexp_replace(entries, '\u001f[^\u001f]*$', '') WHERE id = ${LAST}`,
    ],
    ['a run that says another number', `UPDATE ledger_run SET n = n - 1 WHERE id = ${LAST}`],
    ['a leaf too many', `INSERT INTO ledger_run VALUES (700, 1, 'x')`],
    [
      'two runs exchanged',
      `UPDATE ledger_run r SET entries = o.entries, n = o.n FROM ledger_run o
       WHERE r.id <> o.id AND r.id + o.id = (SELECT min(id) FROM ledger_run WHERE id > 0)`,
    ],
    ['a head that is too small', 'UPDATE ledger_head SET size = 699'],
    ['a forged edge', 'UPDATE ledger_head SET frontier = set_bit(frontier, 0, 1 - get_bit(frontier, 0))'],
  ])('notices %s', async (_name, sql) => {
    expect(await checkAfter(sql)).toMatchObject({ ok: false });
  });

  it('names the leaf that is missing', async () => {
    const { rows } = await pool.query<{ id: number }>('SELECT max(id)::int AS id FROM ledger_run');
    expect(await checkAfter(`DELETE FROM ledger_run WHERE id = ${LAST}`)).toMatchObject({
      ok: false,
      index: rows[0]?.id,
    });
  });
});
