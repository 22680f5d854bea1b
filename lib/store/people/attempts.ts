import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../transaction';

export interface AttemptRow {
  readonly failures: number;
  /** ms since 1970. */
  readonly lastAt: number;
  readonly blockedUntil: number | null;
}

/** Reads what is held of these keys, locks it, and writes what `decide` makes of it; in the keys' own order. */
export async function countAttempts<Result>(
  pool: Pool,
  keys: readonly string[],
  now: number,
  decide: (key: string, held: AttemptRow | null) => { readonly next: AttemptRow; readonly result: Result },
): Promise<readonly Result[]> {
  return inTransaction(pool, async (client) => {
    const results: Result[] = [];
    for (const key of keys) {
      const { next, result } = decide(key, await lock(client, key, now));
      await client.query(
        'UPDATE sign_in_attempt SET failures = $2, last_at = $3, blocked_until = $4 WHERE key = $1',
        [
          key,
          next.failures,
          new Date(next.lastAt),
          next.blockedUntil === null ? null : new Date(next.blockedUntil),
        ],
      );
      results.push(result);
    }
    return results;
  });
}

async function lock(client: PoolClient, key: string, now: number): Promise<AttemptRow | null> {
  const made = await client.query(
    'INSERT INTO sign_in_attempt (key, failures, last_at) VALUES ($1, 0, $2) ON CONFLICT (key) DO NOTHING',
    [key, new Date(now)],
  );
  const { rows } = await client.query<{ failures: number; last_at: Date; blocked_until: Date | null }>(
    'SELECT failures, last_at, blocked_until FROM sign_in_attempt WHERE key = $1 FOR UPDATE',
    [key],
  );
  const [row] = rows;
  if (row === undefined || made.rowCount === 1) return null;
  return {
    failures: row.failures,
    lastAt: row.last_at.getTime(),
    blockedUntil: row.blocked_until?.getTime() ?? null,
  };
}

/** Takes back one counted attempt of each key. */
export async function forgiveAttempts(pool: Pool, keys: readonly string[]): Promise<void> {
  await pool.query(
    `UPDATE sign_in_attempt SET failures = greatest(0, failures - 1), blocked_until = NULL WHERE key = ANY ($1)`,
    [keys],
  );
}

export async function forgetAttempts(pool: Pool, key: string): Promise<void> {
  await pool.query('DELETE FROM sign_in_attempt WHERE key = $1', [key]);
}

/** Rows that say nothing any more. */
export async function dropOldAttempts(pool: Pool, before: number): Promise<void> {
  await pool.query('DELETE FROM sign_in_attempt WHERE last_at < $1', [new Date(before)]);
}
