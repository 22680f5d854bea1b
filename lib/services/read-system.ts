import { statfs } from 'node:fs/promises';
import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import type { Config } from '@/lib/config';
import type { Catalog } from '@/lib/market/catalog';
import { type DemoState, readDemoState } from '@/lib/store/import/demo-state';
import type { Db } from '@/lib/store/prisma-client';
import { type DatabaseState, readDatabaseState } from '@/lib/store/read-database-state';
import type { JobBook, JobTurn } from './job-book';
import type { Ledger } from './ledger';

export interface SystemSource {
  readonly clock: Clock;
  readonly config: Pick<Config, 'dataDir' | 'databaseUrl' | 'mqttUrl' | 'demo'>;
  readonly pool: Pool;
  readonly db: Db;
  readonly jobs: JobBook;
  readonly version: string;
  readonly startedAt: number;
  readonly clients: { readonly sockets: () => number; readonly mqtt: () => number };
  readonly writer: { readonly queued: number };
  catalog(): Catalog;
  ledger(): Ledger;
}

/** How this process and what it stands on are; reading it changes nothing. */
export interface SystemState {
  readonly now: number;
  readonly version: string;
  readonly node: string;
  readonly startedAt: number;
  /** Bytes of memory that the process holds. */
  readonly memory: number;
  readonly database: DatabaseState & { readonly embedded: boolean };
  readonly ledger: {
    readonly size: number;
    /** `null` before the first. */
    readonly checkpoint: { readonly size: number; readonly at: number } | null;
    readonly fault: string | null;
  };
  readonly queued: number;
  readonly sockets: number;
  /** `null` where devices connect to a broker of its own, which alone knows. */
  readonly mqtt: number | null;
  readonly demo: DemoState | null;
  readonly counts: { readonly markets: number; readonly commodities: number };
  readonly jobs: readonly JobTurn[];
  /** Of the disk that the data folder lies on; `null` when the system does not say. */
  readonly disk: { readonly free: number; readonly total: number } | null;
}

export async function readSystem(source: SystemSource): Promise<SystemState> {
  const ledger = source.ledger();
  const [database, size, demo, disk] = await Promise.all([
    readDatabaseState(source.pool),
    ledger.size(),
    readDemoState(source.db),
    readDisk(source.config.dataDir),
  ]);
  const published = ledger.published();
  return {
    now: source.clock.now(),
    version: source.version,
    node: process.versions.node,
    startedAt: source.startedAt,
    memory: process.memoryUsage.rss(),
    database: { ...database, embedded: source.config.databaseUrl === null },
    ledger: {
      size,
      checkpoint: published === null ? null : { size: published.size, at: published.createdAt },
      fault: ledger.fault(),
    },
    queued: source.writer.queued,
    sockets: source.clients.sockets(),
    mqtt: source.config.mqttUrl === null ? source.clients.mqtt() : null,
    demo,
    counts: { markets: source.catalog().markets.size, commodities: source.catalog().commodities.size },
    jobs: source.jobs.turns(),
    disk,
  };
}

async function readDisk(folder: string): Promise<SystemState['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return null;
  }
}
