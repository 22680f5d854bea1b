import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { type Clock, createClock } from '@/lib/clock';
import { type Config, readConfig } from '@/lib/config';
import { createLog, type Log } from '@/lib/log';
import { createPool } from '@/lib/store/pool';
import { createPrisma, type Db } from '@/lib/store/prisma-client';
import { openDatabase } from '../database';
import { createStopStack } from '../start-stack';

/** What a command works with; the same database as the server's, which may run meanwhile. */
export interface Platform {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly pool: Pool;
  readonly db: Db;
  readonly databaseUrl: string;
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Opens the database, does the work, and leaves the built-in PostgreSQL as it was found. */
export async function withPlatform<Result>(work: (platform: Platform) => Promise<Result>): Promise<Result> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel, null);
  const stack = createStopStack();
  try {
    const { url } = await openDatabase(config, log, join(root, 'prisma/migrations'), stack, false);
    const pool = createPool(url, 4, (err) => log.warn({ err }, 'a database connection ended'));
    const db = createPrisma(pool);
    stack.push('connections', async () => {
      await db.$disconnect();
      await pool.end();
    });
    return await work({ config, clock: createClock(config.startAt), log, pool, db, databaseUrl: url });
  } finally {
    await stack.stopAll(log);
  }
}
