import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunWriter, runsFrom, toRuns } from '@/lib/store/ledger/runs';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('leaves on their way into the database', () => {
  let database: OpenDatabase;
  let pool: Pool;
  let next = 1_000_000;
  beforeAll(async () => {
    database = await openSeededDatabase();
    pool = database.pool;
  });
  afterAll(() => database.close());

  async function stored(texts: readonly string[]): Promise<string[]> {
    const first = next;
    next += texts.length;
    await pool.query(runsFrom('$1', '$2', '$3'), [...toRuns(first, texts).values]);
    const { rows } = await pool.query<{ id: string; entry: Buffer }>(
      'SELECT id::text, entry FROM ledger_leaves($1, $2) ORDER BY id',
      [first, next],
    );
    expect(rows.map(({ id }) => Number(id))).toEqual(texts.map((_, i) => first + i));
    return rows.map(({ entry }) => entry.toString());
  }

  it.each([
    ['one', ['smp-ledger/v1 price 0\n{}']],
    ['none', []],
    [
      'of many lengths, on many pages',
      Array.from({ length: 700 }, (_, i) => `${i}\n${'x'.repeat((i * 37) % 900)}`),
    ],
    [
      'just as long as a page and longer',
      ['a'.repeat(7_898), 'b', 'c'.repeat(60_000), 'd', 'e'.repeat(7_900)],
    ],
    ['beyond ASCII', Array.from({ length: 90 }, (_, i) => `${'é中😀'.repeat(i)}`)],
  ])('come back as they were: %s', async (_, texts) => {
    expect(await stored(texts)).toEqual([...texts]);
  });

  it('lie in their page uncut and uncompressed', async () => {
    const texts = Array.from({ length: 60 }, (_, i) => `leaf ${i} ${'price '.repeat(60)}`);
    const first = next;
    await stored(texts);
    const { rows } = await pool.query<{ whole: boolean; n: number }>(
      `SELECT pg_column_size(entries) >= length(entries) AS whole, n FROM ledger_run WHERE id >= $1`,
      [first],
    );
    expect(rows.every(({ whole }) => whole)).toBe(true);
    expect(rows.length).toBe(3);
  });

  it('can be hashed while they are written', () => {
    const writer = new RunWriter(7, 1);
    const texts = Array.from({ length: 300 }, (_, i) => `leaf ${i} é ${'y'.repeat(i)}`);
    for (const text of texts) expect(sha256(writer.add(text))).toBe(sha256(Buffer.from(`\0${text}`)));
    const { values } = writer.runs();
    expect(values).toEqual(toRuns(7, texts).values);
  });
});
