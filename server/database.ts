import { Client } from 'pg';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import { insertSeed } from '@/lib/store/catalog/insert-seed';
import { applyMigrations } from '@/lib/store/migrate/apply-migrations';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';
import { enableTimescale } from '@/lib/store/timescale/enable-timescale';
import { seedRows } from '@/prisma/seed/seed-rows';
import { holderWords } from './holder';
import { claimDatabase } from './postgres/claim';
import { claimHolder } from './postgres/claim-holder';
import { startEmbeddedPostgres } from './postgres/embedded';
import { stopUnlessUsed } from './postgres/stop-unless-used';
import { supervisePostgres } from './postgres/supervise';
import type { StopStack } from './start-stack';

/**
 * The database, ready to use: started when it is the embedded one, migrated, seeded when it is fresh.
 *
 * @param stopAdopted whether a built-in server that was found running is stopped at the end: yes for the
 *   platform, which owns it, no for a command that visits
 * @param asked aborted when the start shall be given up; what the stack holds by then has to be stopped
 * @throws Error that says what to do when it cannot be reached or migrated
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'keepDays'>,
  log: Log,
  migrations: string,
  stack: StopStack,
  stopAdopted: boolean,
  asked?: AbortSignal,
): Promise<{ readonly url: string }> {
  const url = config.databaseUrl ?? (await startEmbedded(config.dataDir, log, stack, stopAdopted, asked));
  if (config.databaseUrl !== null) await unlessAsked(asked, expectReachable(url));
  const applied = await unlessAsked(asked, applyMigrations(url, migrations));
  if (applied.length > 0) log.info({ applied }, 'migrations applied');
  await unlessAsked(asked, turnOnTimescale(url, config.keepDays, log));
  const pool = createPool(url, 2, (err) => log.warn({ err }, 'a database connection ended'));
  const db = createPrisma(pool);
  try {
    if (await insertSeed(db, seedRows())) log.info('a fresh database was seeded');
  } finally {
    await db.$disconnect();
    await pool.end();
  }
  return { url };
}

/**
 * Work that takes as long as it takes, waited for until somebody asks to stop. What is left then is undone by the
 * database, as after a power cut, when its connection ends with the database or with us.
 */
function unlessAsked<Result>(asked: AbortSignal | undefined, work: Promise<Result>): Promise<Result> {
  if (asked === undefined) return work;
  return new Promise((resolve, reject) => {
    const leave = () => reject(asked.reason);
    if (asked.aborted) leave();
    asked.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => asked.removeEventListener('abort', leave));
  });
}

const REACH_WITHIN_MS = 10_000;

/** @throws Error that names the variable when no database answers there, or does not let us in */
async function expectReachable(url: string): Promise<void> {
  try {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: REACH_WITHIN_MS });
    // What goes wrong later, while it is closed, is no news.
    client.on('error', () => undefined);
    await client.connect();
    await client.end();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The database that DATABASE_URL names cannot be used: ${why}. See that PostgreSQL runs there, and that host, port, user, password and name are right.`,
    );
  }
}

/** Prices older than this are read rarely enough to be worth compressing. */
const COMPRESS_AFTER_DAYS = 90;

/** Turning a full table into a hypertable takes as long as it takes, so this connection has no time limit. */
async function turnOnTimescale(url: string, keepDays: number | null, log: Log): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const options = { compressAfterDays: COMPRESS_AFTER_DAYS, keepDays };
    const timescale = await enableTimescale((sql) => client.query(sql), options);
    log.info({ timescale }, 'TimescaleDB');
  } finally {
    await client.end();
  }
}

/** A server that was killed a moment ago may still hold its claim. */
const CLAIM_PATIENCE_MS = 5_000;

async function startEmbedded(
  dataDir: string,
  log: Log,
  stack: StopStack,
  stopAdopted: boolean,
  asked: AbortSignal | undefined,
): Promise<string> {
  const postgres = await startEmbeddedPostgres(dataDir, {
    asked,
    guarded: !stopAdopted,
    onWait: ({ pid }) => log.info({ pid }, 'another process is starting the built-in PostgreSQL; waiting'),
  });
  const { url, adopted } = postgres;
  log.info({ adopted }, 'the built-in PostgreSQL runs');
  if (stopAdopted) {
    let ours = !adopted;
    stack.push('database', async () => {
      if (ours) await postgres.stop();
    });
    const claim = await claimDatabase(url, CLAIM_PATIENCE_MS);
    ours = claim !== null;
    if (claim === null) {
      const holder = await claimHolder(url).catch(() => null);
      const who = holder === null ? '' : `: ${holderWords(holder)}`;
      throw new Error(
        `Another server already works on the data folder ${dataDir}${who}. Stop that one, or choose a folder of its own for this one: SMP_DATA_DIR=.smp-2`,
      );
    }
    stack.push('supervision', supervisePostgres(postgres, claim, log));
  } else if (!adopted) {
    stack.push('database', async () => {
      // Under others it is not stopped; their end is waited for by the guard, which knows who has it then.
      if ((await stopUnlessUsed(postgres)) === 'owned') postgres.dismissGuard();
    });
  }
  return url;
}
