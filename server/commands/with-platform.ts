import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client, Pool, PoolClient } from 'pg';
import { type Clock, createClock } from '@/lib/clock';
import { type Config, readConfig } from '@/lib/config';
import { createLog, type Log } from '@/lib/log';
import { createPool } from '@/lib/store/pool';
import { createPrisma, type Db } from '@/lib/store/prisma-client';
import { openDatabase } from '../database';
import { createStopStack } from '../start-stack';
import { heedSignals } from './interruption';

/** What a command works with; the same database as the server's, which may run meanwhile. */
export interface Platform {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly pool: Pool;
  readonly db: Db;
  readonly databaseUrl: string;
  /** Aborted when the command is interrupted; long work that looks at it ends in better order. */
  readonly asked: AbortSignal;
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Opens the database, does the work, and leaves the built-in PostgreSQL as it was found, also when it is interrupted:
 * the work loses its connections then, as when the database goes away.
 *
 * @throws Interrupted
 */
export async function withPlatform<Result>(work: (platform: Platform) => Promise<Result>): Promise<Result> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel, null);
  const stack = createStopStack();
  const { asked, forget } = heedSignals();
  try {
    const { url } = await openDatabase(config, log, join(root, 'prisma/migrations'), stack, false, asked);
    const pool = createPool(url, 4, (err) => {
      if (!asked.aborted) log.warn({ err }, 'a database connection ended');
    });
    cutOff(pool, asked);
    const db = createPrisma(pool);
    stack.push('connections', async () => {
      await db.$disconnect();
      await pool.end();
    });
    return await work({ config, clock: createClock(config.startAt), log, pool, db, databaseUrl: url, asked });
  } catch (error) {
    asked.throwIfAborted();
    throw error;
  } finally {
    await stack.stopAll(log);
    forget();
  }
}

/** Work that looks at the wish to end has tidied up by then. */
const TIDY_MS = 1_000;

/** Ends the connections that are open at that moment, and a little later those that were opened after it. */
function cutOff(pool: Pool, asked: AbortSignal): void {
  const open = new Set<PoolClient>();
  const end = (client: PoolClient) => void (client as unknown as Client).end().catch(() => undefined);
  pool.on('connect', (client) => void open.add(client));
  pool.on('remove', (client) => void open.delete(client));
  asked.addEventListener('abort', () => {
    for (const client of open) end(client);
    setTimeout(() => {
      for (const client of open) end(client);
      pool.on('connect', end);
    }, TIDY_MS).unref();
  });
}
