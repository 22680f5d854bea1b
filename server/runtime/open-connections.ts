import type { Pool } from 'pg';
import type { Log } from '@/lib/log';
import { createPipelinePool, createPool } from '@/lib/store/pool';
import { createPrisma, type Db } from '@/lib/store/prisma-client';

const POOL_SIZE = 12;
/** One writes while another, after a lost connection, is being opened. */
const RIVER_POOL_SIZE = 2;

export interface Connections {
  readonly pool: Pool;
  /** For commits of readings alone. */
  readonly riverPool: Pool;
  readonly db: Db;
  close(): Promise<void>;
}

/** Every connection of the process to its database; each is opened when it is first needed. */
export function openConnections(databaseUrl: string, log: Log): Connections {
  const onEnd = (err: Error) => log.warn({ err }, 'a database connection ended');
  const pool = createPool(databaseUrl, POOL_SIZE, onEnd);
  const riverPool = createPipelinePool(databaseUrl, RIVER_POOL_SIZE, onEnd);
  const db = createPrisma(pool);
  return {
    pool,
    riverPool,
    db,
    async close() {
      await db.$disconnect();
      await riverPool.end();
      await pool.end();
    },
  };
}
