import { hostname } from 'node:os';
import { Client } from 'pg';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import type { Holder } from '../holder';

/** Begins the names of the connections that hold a claim. */
export const OWNER = 'smp owner';

/** PostgreSQL cuts a longer name of a connection off. */
const LONGEST_NAME = 63;

/** How the connection that holds a claim is called, so that others learn whose it is. */
export const ownerName = (pid: number | string) => `${OWNER} ${pid} ${hostname()}`.slice(0, LONGEST_NAME);

/**
 * The server that holds the claim on a built-in database. It lives, since PostgreSQL frees a claim with its connection.
 *
 * @returns `null` when nobody holds it any more, or whoever does has not said who it is
 */
export async function claimHolder(url: string): Promise<Holder | null> {
  const client = new Client({ connectionString: url, application_name: 'smp guard' });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; since: Date }>(
      `SELECT application_name AS name, backend_start AS since FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND locktype = 'advisory' AND classid = 0 AND objid = $1::bigint::oid AND objsubid = 1 AND granted`,
      [LOCK_KEYS.server],
    );
    const { name = '', since } = rows[0] ?? {};
    const [, pid, host] = name.match(/^smp owner (\d+) (.+)$/) ?? [];
    if (pid === undefined || host === undefined || since === undefined) return null;
    return { pid: Number(pid), host: name === ownerName(pid) ? '' : host, since: since.getTime() };
  } finally {
    await client.end();
  }
}
