import type { Pool } from 'pg';
import type { Log } from '@/lib/log';
import { createPool, createRiverLine } from '@/lib/store/pool';
import { createPrisma, type Db } from '@/lib/store/prisma-client';
import type { RiverLine } from '@/lib/store/river/river-line';

const POOL_SIZE = 12;

export interface Connections {
  readonly pool: Pool;
  /** For commits of readings alone. */
  readonly riverLine: RiverLine;
  readonly db: Db;
  close(): Promise<void>;
}

/** Every connection of the process to its database; each is opened when it is first needed. */
export function openConnections(databaseUrl: string, log: Log): Connections {
  const onEnd = (err: Error) => log.warn({ err }, 'a database connection ended');
  const pool = createPool(databaseUrl, POOL_SIZE, onEnd);
  const riverLine = createRiverLine(databaseUrl, onEnd);
  const db = createPrisma(pool);
  return {
    pool,
    riverLine,
    db,
    async close() {
      await db.$disconnect();
      await riverLine.end();
      await pool.end();
    },
  };
}
