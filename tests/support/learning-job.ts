import { createLog } from '@/lib/log';
import { createJobBook } from '@/lib/services/job-book';
import { createRiverMemory } from '@/lib/services/river-memory';
import { startLearning } from '@/server/jobs/learn-impact';
import type { OpenDatabase } from './open-database';

const REST_MS = 10;

/** The job that learns what moves prices, as a server starts it, with a memory of its own. */
export async function startLearningJob(
  database: OpenDatabase,
  now: number,
  commodities = Number.POSITIVE_INFINITY,
) {
  const whole = await database.catalog();
  const catalog = { ...whole, commodities: new Map([...whole.commodities].slice(0, commodities)) };
  const clock = { now: () => now };
  const memory = createRiverMemory();
  const jobs = createJobBook(clock);
  const log = createLog('error', null);
  const deps = { pool: database.pool, clock, catalog: () => catalog, memory, jobs, log };
  return { memory, jobs, stop: startLearning(deps, database.url, REST_MS) };
}
