import type { Pool } from 'pg';
import type { Log } from '@/lib/log';
import { createDatabasePulse } from '@/lib/store/database-pulse';
import { createOpenSockets } from '@/lib/store/open-sockets';
import { createPool, createRiverLine, hurry } from '@/lib/store/pool';
import { createPrisma, type Db } from '@/lib/store/prisma-client';
import type { RiverLine } from '@/lib/store/river/river-line';
import { type DatabaseWatch, watchDatabase } from './watch-database';

const POOL_SIZE = 12;

export interface Connections {
  readonly pool: Pool;
  /** For commits of readings alone. */
  readonly riverLine: RiverLine;
  readonly db: Db;
  /** Whether the database answers at all. */
  databaseAnswers(): boolean;
  /** From here on somebody waits for what is asked: nobody does so without end. */
  hurry(): void;
  close(): Promise<void>;
}

/** Every connection of the process to its database; each is opened when it is first needed. */
export function openConnections(databaseUrl: string, log: Log): Connections {
  const onEnd = (err: Error) => log.warn({ err }, 'a database connection ended');
  const sockets = createOpenSockets();
  const pool = createPool(databaseUrl, POOL_SIZE, onEnd, sockets);
  const riverLine = createRiverLine(databaseUrl, onEnd, sockets);
  const db = createPrisma(pool);
  let watch: DatabaseWatch | null = null;
  return {
    pool,
    riverLine,
    db,
    databaseAnswers: () => watch?.answers() ?? true,
    hurry() {
      hurry(pool);
      watch ??= watchDatabase({ pulse: createDatabasePulse(databaseUrl), sockets, log });
    },
    async close() {
      await watch?.stop();
      await db.$disconnect();
      await riverLine.end();
      await pool.end();
    },
  };
}
