import type { Pool, QueryConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistoryRows } from '@/lib/store/ledger/read-history-rows';
import { readReportedDay } from '@/lib/store/reporters/read-days';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openSeededDatabase();
});
afterAll(() => database?.close());

/** How PostgreSQL goes about the one query that `read` asks, which sorts only where no index has the order. */
async function planOf(read: (pool: Pool) => Promise<unknown>): Promise<string> {
  const client = await database.pool.connect();
  try {
    await client.query('SET enable_sort = off');
    let plan = '';
    const query = async ({ text, values }: QueryConfig) => {
      const { rows } = await client.query<Record<string, string>>(`EXPLAIN ${text}`, values);
      plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      return { rows: [] };
    };
    await read({ query } as unknown as Pool);
    return plan;
  } finally {
    client.release(true);
  }
}

describe('long walks, page by page', () => {
  it.each([
    ['history, as the check of the ledger reads it', (pool: Pool) => readHistoryRows(pool, 0, 10_000)],
    ['a day of reports', (pool: Pool) => readReportedDay(pool, 20_000, -1, 5_000)],
  ])('read each row once and sort nothing: %s', async (_what, read) => {
    const plan = await planOf(read);
    expect(plan).toContain('Index Scan');
    expect(plan).not.toContain('Sort');
  });
});
