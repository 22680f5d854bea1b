import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BinaryArray, type ElementType } from '@/lib/store/binary-array';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

function hex(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatBE(value);
  return bytes.toString('hex');
}

describe('a column in binary', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openSeededDatabase();
  });
  afterAll(() => database.close());

  /** What PostgreSQL reads from the column, as text in its own order. */
  async function readBack(
    type: ElementType,
    column: BinaryArray,
    as = 'v::text',
  ): Promise<(string | null)[]> {
    const { rows } = await database.pool.query<{ v: string | null }>(
      `SELECT ${as} AS v FROM unnest($1::${type}[]) WITH ORDINALITY AS x (v, n) ORDER BY n`,
      [column.bytes()],
    );
    return rows.map((row) => row.v);
  }

  async function holds<T>(
    type: ElementType,
    value: fc.Arbitrary<T>,
    add: (column: BinaryArray, value: T) => void,
    text: (value: T) => string | null,
    as?: string,
  ): Promise<void> {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 50 }), async (values) => {
        const column = new BinaryArray(type, values.length);
        for (const v of values) add(column, v);
        expect(await readBack(type, column, as)).toEqual(values.map(text));
      }),
      { numRuns: 40 },
    );
  }

  it('brings back every whole number', async () => {
    const int2 = fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 });
    await holds('int2', int2, (c, v) => c.int2(v), String);
    const int4 = fc.option(fc.integer());
    await holds(
      'int4',
      int4,
      (c, v) => c.int4(v),
      (v) => (v === null ? null : String(v)),
    );
    await holds('int8', fc.maxSafeInteger(), (c, v) => c.int8(v), String);
  });

  it('brings back every number of four bytes, and nothing as nothing', async () => {
    const real = fc.option(fc.float({ noNaN: true, noDefaultInfinity: true }));
    await holds(
      'float4',
      real,
      (c, v) => c.real(v),
      (v) => (v === null ? null : hex(v)),
      `encode(float4send(v), 'hex')`,
    );
  });

  it('brings back every moment to the millisecond', async () => {
    const moment = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
    await holds(
      'timestamptz',
      moment,
      (c, v) => c.time(v),
      (v) => String(v),
      `(extract(epoch FROM v) * 1000)::bigint::text`,
    );
  });

  it('brings back every identity, also one that is repeated', async () => {
    await holds('uuid', fc.uuid(), (c, v) => c.uuid(v), String);
    const column = new BinaryArray('uuid', 3);
    const id = '0191e3a0-7c1d-7d52-8a5e-1f2e3d4c5b6a';
    column.uuid(id);
    column.again();
    column.again();
    expect(await readBack('uuid', column)).toEqual([id, id, id]);
  });
});
