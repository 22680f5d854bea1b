import { Client } from 'pg';
import { LOCK_KEYS } from '@/lib/store/lock-keys';
import { ownerName } from './claim-holder';

const RETRY_MS = 250;

/** The right of one server at a time to work on a built-in database. */
export interface Claim {
  /** False once the connection that holds it is gone, e.g. with the database. */
  held(): boolean;
  release(): Promise<void>;
}

/**
 * Takes the right for as long as this process lives: PostgreSQL frees it with the connection.
 *
 * @param patienceMs how long to wait for a holder that was killed a moment ago
 * @returns `null` when another server holds it
 */
export async function claimDatabase(url: string, patienceMs: number): Promise<Claim | null> {
  const client = new Client({
    connectionString: url,
    keepAlive: true,
    application_name: ownerName(process.pid),
  });
  let held = true;
  client.on('error', () => {
    held = false;
  });
  client.on('end', () => {
    held = false;
  });
  await client.connect();
  for (let waited = 0; ; waited += RETRY_MS) {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
      LOCK_KEYS.server,
    ]);
    if (rows[0]?.got) return { held: () => held, release: () => client.end() };
    if (waited >= patienceMs) break;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  await client.end();
  return null;
}
