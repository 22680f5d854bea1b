import type { Pool, PoolClient } from 'pg';

/** Does `work` in one transaction: nothing is written when it throws, everything is durable once it returns. */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    broken = false;
    return result;
  } finally {
    // Ending the connection undoes what was not committed.
    client.release(broken);
  }
}
