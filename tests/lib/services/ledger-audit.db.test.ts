import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCatalog } from '@/lib/market/catalog';
import { crossCheckLedger } from '@/lib/services/ledger-cross-check';
import { sealAct } from '@/lib/services/seal-act';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { createTestDatabase, type TestDatabase } from '../../support/postgres';

describe('acts of people and the leaves that seal them', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool(database.url, 3, () => undefined);
    for (const name of ['Ayu', 'Budi', 'Citra']) {
      await withLedger(pool, (work) =>
        sealAct(
          work,
          { kind: 'job', name: 'test' },
          {
            at: Date.now(),
            action: 'user.change',
            subject: `user:${name}`,
            before: { name: 'X' },
            after: { name, roles: ['b', 'a'], nested: { z: 1, a: null } },
            requestId: null,
          },
        ),
      );
    }
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  async function check() {
    const db = createPrisma(pool);
    return crossCheckLedger({ pool, catalog: buildCatalog(await readCatalog(db)), keptFrom: null });
  }

  /** Changes what nobody may change, looks, and puts it back. */
  async function afterTampering(sql: string) {
    const client = await pool.connect();
    try {
      await client.query(`SET session_replication_role = replica`);
      await client.query(
        'CREATE TABLE kept_audit AS TABLE audit; CREATE TABLE kept_salt AS TABLE ledger_salt',
      );
      await client.query(sql);
      return await check();
    } finally {
      await client.query(
        'DELETE FROM audit; INSERT INTO audit SELECT * FROM kept_audit; DROP TABLE kept_audit',
      );
      await client.query(
        'DELETE FROM ledger_salt; INSERT INTO ledger_salt SELECT * FROM kept_salt; DROP TABLE kept_salt',
      );
      await client.query('RESET session_replication_role');
      client.release();
    }
  }

  it('agree as they were written', async () => {
    expect(await check()).toMatchObject({ ok: true, size: 3 });
  });

  it.each([
    [
      'a changed member',
      `UPDATE audit SET after = jsonb_set(after, '{name}', '"Y"') WHERE ledger_index = 1`,
      1,
    ],
    ['another subject', `UPDATE audit SET subject = 'user:Ayu' WHERE ledger_index = 1`, 1],
    ['another actor', `UPDATE audit SET actor_kind = 'user' WHERE ledger_index = 2`, 2],
    ['another moment', `UPDATE audit SET at = at + interval '1 ms' WHERE ledger_index = 0`, 0],
    ['a deleted row', 'DELETE FROM audit WHERE ledger_index = 1', 1],
    [
      'a second row',
      `INSERT INTO audit (at, actor_kind, actor_id, action, subject, ledger_index)
      SELECT at, actor_kind, actor_id, action, subject, ledger_index FROM audit WHERE ledger_index = 1`,
      1,
    ],
    ['a deleted salt', `DELETE FROM ledger_salt WHERE subject LIKE 'audit:%'`, 0],
  ])('disagree by name of the leaf after %s', async (_what, sql, index) => {
    expect(await afterTampering(sql)).toMatchObject({ ok: false, index });
  });

  it('say nothing any more, on purpose, once a salt was emptied', async () => {
    expect(await afterTampering(`UPDATE ledger_salt SET salt = ''`)).toMatchObject({ ok: true });
  });
});
