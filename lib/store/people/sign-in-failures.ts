import type { Pool, PoolClient } from 'pg';

/** One wrong attempt, as it concerns an account or a network. */
export interface FailedSignIn {
  /** `user:ID`, `account:unknown` or `network:NET`. */
  readonly subject: string;
  /** When it may be tried again (ms), if this attempt locked it; `null` if not. */
  readonly blockedUntil: number | null;
}

export interface FailureCount {
  readonly subject: string;
  /** Its beginning, ms. */
  readonly hour: number;
  readonly failures: number;
  readonly lockouts: number;
  readonly toldLockouts: number;
  readonly blockedUntil: number | null;
}

/** Counts in order, so that nobody waits in a circle: one statement for all, one row for a subject and an hour. */
export async function countFailures(
  pool: Pool,
  failed: readonly FailedSignIn[],
  hour: number,
): Promise<void> {
  const sorted = [...failed].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  await pool.query(
    `INSERT INTO sign_in_failure (subject, hour, failures, lockouts, blocked_until)
     SELECT subject, $3, 1, (blocked IS NOT NULL)::int, blocked
     FROM unnest($1::text[], $2::timestamptz[]) AS failed (subject, blocked)
     ON CONFLICT (subject, hour) DO UPDATE SET
       failures = sign_in_failure.failures + 1,
       lockouts = sign_in_failure.lockouts + excluded.lockouts,
       blocked_until = greatest(sign_in_failure.blocked_until, excluded.blocked_until)`,
    [
      sorted.map((f) => f.subject),
      sorted.map((f) => (f.blockedUntil === null ? null : new Date(f.blockedUntil))),
      new Date(hour),
    ],
  );
}

/** Counts with a lockout that was not told, and those of hours before `hour`, held; some, when there are many. */
export async function holdFailures(client: PoolClient, hour: number): Promise<readonly FailureCount[]> {
  const { rows } = await client.query<Omit<FailureCount, 'hour'> & { hour: number }>(
    `SELECT subject, (extract(epoch FROM hour) * 1000)::float8 AS hour, failures, lockouts,
       told_lockouts AS "toldLockouts", (extract(epoch FROM blocked_until) * 1000)::float8 AS "blockedUntil"
     FROM sign_in_failure WHERE hour < $1 OR lockouts > told_lockouts
     ORDER BY subject, hour LIMIT 200 FOR UPDATE SKIP LOCKED`,
    [new Date(hour)],
  );
  return rows;
}

/** Its lockouts stand in the audit now. */
export async function markTold(client: PoolClient, count: FailureCount): Promise<void> {
  await client.query('UPDATE sign_in_failure SET told_lockouts = $3 WHERE subject = $1 AND hour = $2', [
    count.subject,
    new Date(count.hour),
    count.lockouts,
  ]);
}

/** All of it stands in the audit now. */
export async function dropFailures(client: PoolClient, count: FailureCount): Promise<void> {
  await client.query('DELETE FROM sign_in_failure WHERE subject = $1 AND hour = $2', [
    count.subject,
    new Date(count.hour),
  ]);
}
