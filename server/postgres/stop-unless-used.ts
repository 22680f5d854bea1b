import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { claimDatabase } from './claim';
import { OWNER } from './claim-holder';
import { type EmbeddedPostgres, findRunningPostgres } from './embedded';

/**
 * Stops a built-in PostgreSQL for one who started it and visited, and not under those who came meanwhile.
 *
 * @returns `owned`: a server has it now and stops it itself; `used`: others are connected
 */
export async function stopUnlessUsed(postgres: EmbeddedPostgres): Promise<'stopped' | 'owned' | 'used'> {
  const claim = await claimDatabase(postgres.url, 0);
  if (claim === null) return 'owned';
  const used = await hasVisitors(postgres.url).finally(() => claim.release());
  if (used) return 'used';
  await postgres.stop();
  return 'stopped';
}

const LOOK_MS = 300;

/** Waits until nobody is connected any more. A server that takes it over ends the wait. */
export async function stopOnceUnused(dataDir: string): Promise<void> {
  for (;;) {
    const postgres = await findRunningPostgres(dataDir);
    if (postgres === null) return;
    if ((await stopUnlessUsed(postgres)) !== 'used') return;
    await pause(LOOK_MS);
  }
}

async function hasVisitors(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, application_name: 'smp guard' });
  await client.connect();
  try {
    const { rows } = await client.query<{ visitors: number }>(
      `SELECT count(*)::int AS visitors FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND application_name <> 'smp guard' AND NOT starts_with(application_name, $1)`,
      [OWNER],
    );
    return (rows[0]?.visitors ?? 0) > 0;
  } finally {
    await client.end();
  }
}
