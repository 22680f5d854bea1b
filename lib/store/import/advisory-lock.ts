import type { Pool } from 'pg';

const RETRY_MS = 500;

/**
 * Does `work` while no other process does work under the same key, waiting its turn. The database itself
 * frees the lock when a process dies.
 */
export async function withAdvisoryLock<Result>(
  pool: Pool,
  key: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = true;
  try {
    for (;;) {
      const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [key]);
      if (rows[0]?.got) break;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    const result = await work();
    await client.query('SELECT pg_advisory_unlock($1)', [key]);
    broken = false;
    return result;
  } finally {
    // Ending the connection frees the lock as well.
    client.release(broken);
  }
}

/** Does `work` unless another process does work under the same key just now. @returns whether it was done */
export async function whenLockIsFree(pool: Pool, key: number, work: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect();
  let broken = true;
  try {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [key]);
    const got = rows[0]?.got === true;
    if (got) {
      await work();
      await client.query('SELECT pg_advisory_unlock($1)', [key]);
    }
    broken = false;
    return got;
  } finally {
    // Ending the connection frees the lock as well.
    client.release(broken);
  }
}
