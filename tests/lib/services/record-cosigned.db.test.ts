import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLastRecord, checkRecords } from '@/lib/services/ledger-check-cosigned';
import { ownNotes } from '@/lib/services/own-notes';
import { CosignedRecorder } from '@/lib/services/record-cosigned';
import { writeCosigned } from '@/lib/store/ledger/cosigned';
import { readRecords } from '@/lib/store/ledger/cosigned-records';
import { createPool } from '@/lib/store/pool';
import { readHead } from '@/lib/store/river/read-head';
import { growLedger } from '../../support/ledger';
import { createTestDatabase, type TestDatabase } from '../../support/postgres';

const MINUTE = 60_000;

describe('the record of cosigned checkpoints', () => {
  let database: TestDatabase;
  let pool: Pool;
  let now: number;
  let recorder: CosignedRecorder;
  let folder: string;
  /** A process that keeps what it wrote in a file, as the server does. */
  const opened = (name: string = randomUUID()) =>
    new CosignedRecorder(pool, { now: () => now }, ownNotes(join(folder, name)));

  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    folder = await mkdtemp(join(tmpdir(), 'own notes '));
    database = await createTestDatabase();
    pool = createPool(database.url, 2, () => undefined);
    recorder = opened();
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  /** The ledger grows, and what it is now is cosigned and kept. @returns its size */
  async function cosigned(by: CosignedRecorder | null = recorder): Promise<number> {
    await growLedger(pool, 3);
    const { size } = await readHead(pool);
    const note = `a note of ${size} leaves`;
    await writeCosigned(pool, size, note, now);
    await by?.wrote(size, note);
    return size;
  }
  const later = async (minutes: number, by = recorder) => {
    now += minutes * MINUTE;
    await by.turn();
  };
  const said = async () => (await readRecords(pool)).map((record) => record.said);
  const gone = (size: number) => pool.query('DELETE FROM ledger_cosigned WHERE size = $1', [size]);

  it('says in leaves of the ledger which notes were kept, each once', async () => {
    await cosigned();
    const second = await cosigned();
    await later(2);
    const third = await cosigned();
    await later(11);
    expect(await said()).toMatchObject([
      { after: -1, through: second, count: 2 },
      { after: second, through: third, count: 1 },
    ]);
    await checkRecords(pool);
    await checkLastRecord(pool);
  });

  it('does not record what only cosigns the last record, which would never end', async () => {
    await cosigned();
    await later(2);
    const { size } = await readHead(pool);
    await writeCosigned(pool, size, 'with the record in it', now);
    await recorder.wrote(size, 'with the record in it');
    await later(30);
    expect(await readHead(pool)).toMatchObject({ size });
    expect(await said()).toHaveLength(1);
  });

  it.each([
    ['deleted', (size: number) => `DELETE FROM ledger_cosigned WHERE size = ${size}`],
    [
      'added',
      (size: number) =>
        `INSERT INTO ledger_cosigned SELECT ${size} - 1, note, created_at FROM ledger_cosigned LIMIT 1`,
    ],
    ['changed', (size: number) => `UPDATE ledger_cosigned SET note = note || '!' WHERE size = ${size}`],
    ['exchanged', (size: number) => `UPDATE ledger_cosigned SET size = size - 1 WHERE size = ${size}`],
  ])('is contradicted once a note was %s', async (_what, sql) => {
    await cosigned();
    const middle = await cosigned();
    await cosigned();
    await later(2);
    await checkRecords(pool);
    await pool.query(sql(middle));
    await expect(checkRecords(pool)).rejects.toThrow(/of checkpoints of more than 0 leaves/);
  });

  it('is missed by the quick look as well when a note of the last record goes', async () => {
    const size = await cosigned();
    await later(2);
    await gone(size);
    await expect(checkLastRecord(pool)).rejects.toThrow('1 were cosigned and 0 are kept');
  });

  it('names a note that went before anybody recorded it, and the process that wrote it goes on saying so', async () => {
    const size = await cosigned();
    await gone(size);
    await expect(later(2)).rejects.toThrow(`the cosigned checkpoint of ${size} leaves is gone`);
    await expect(later(1)).rejects.toThrow(`the cosigned checkpoint of ${size} leaves is gone`);
    expect(await said()).toMatchObject([{ through: size, count: 1 }]);
    await expect(checkRecords(pool)).rejects.toThrow('1 were cosigned and 0 are kept');
  });

  it('names a note that went, with the process that wrote it, before anybody recorded it', async () => {
    const size = await cosigned(opened('this machine'));
    await gone(size);
    await expect(later(2, opened('this machine'))).rejects.toThrow(
      `the cosigned checkpoint of ${size} leaves is gone`,
    );
    await expect(later(1, opened('this machine'))).rejects.toThrow('is gone');
    await expect(later(30, opened('this machine'))).rejects.toThrow('is gone');
  });

  it('has the notes of other instances in it, and waits for those that may still be written', async () => {
    const other = opened();
    await cosigned();
    const theirs = await cosigned(other);
    await later(2);
    await later(0, other);
    now -= 2 * MINUTE;
    expect(await said()).toMatchObject([{ through: theirs, count: 2 }]);
    now += 12 * MINUTE;
    await cosigned();
    await recorder.turn();
    expect(await said()).toHaveLength(1);
  });

  it('misses a note of this process even when another instance recorded without it', async () => {
    const mine = await cosigned();
    const other = opened();
    await cosigned(other);
    await gone(mine);
    await later(2, other);
    await expect(recorder.turn()).rejects.toThrow(`the cosigned checkpoint of ${mine} leaves is gone`);
  });
});
