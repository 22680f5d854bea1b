import { setTimeout as rest } from 'node:timers/promises';
import { isoToDay } from '@/lib/market/calendar';
import { startLearningJob } from '@/tests/support/learning-job';
import { type OpenDatabase, openSeededDatabase } from '@/tests/support/open-database';
import { addCountry, addWeatherYears, addWeekYears } from './impact/stored-years';
import { loopDelays } from './support/loop-delays';
import { report } from './support/report';
import { spread, written } from './support/stats';

const NOW = Date.parse('2026-06-10T03:00:00Z');
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** Each is read, learnt and taken up by itself, so that some of the twenty show what all do. */
const COMMODITIES = 4;
const DAY_MS = 86_400_000;
const TARGET_MS = 20;

/**
 * For how long prices have to wait for the event loop while what moves them is learnt: the job as the server starts
 * it, on real PostgreSQL with five years of a country of 124 markets, and nothing else in this process. Beside it
 * the same process at rest, since a busy machine makes every loop late.
 */
export async function run(): Promise<void> {
  const database = await openSeededDatabase('outside');
  try {
    await measure(database);
  } finally {
    await database.close();
  }
}

async function measure(database: OpenDatabase): Promise<void> {
  const markets = await addCountry(database.pool);
  await addWeekYears(database.pool, markets, isoToDay('2026-06-10'));
  await addWeatherYears(database.pool, '2026-06-10');
  const idle: number[] = [];
  const learning: number[] = [];
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    learning.push(await loopDelays(() => learnOnce(database, round)));
    seconds.push((performance.now() - startedAt) / 1000);
    idle.push(await loopDelays(() => rest(1000 * (seconds[round] ?? 1))));
  }
  await report('impact-loop', [
    { what: 'longest wait at rest, ms', figure: written(spread(idle), 1), target: '' },
    {
      what: 'longest wait while learning, ms',
      figure: written(spread(learning), 1),
      target: `≤ ${TARGET_MS}`,
    },
    { what: 'a learning, s', figure: written(spread(seconds), 1), target: '' },
  ]);
}

/** @param day days from the first: each is learnt once */
async function learnOnce(database: OpenDatabase, day: number): Promise<void> {
  const { memory, jobs, stop } = await startLearningJob(database, NOW + day * DAY_MS, COMMODITIES);
  while (jobs.turns()[0]?.endedAt == null) await rest(20);
  await stop();
  const [turn] = jobs.turns();
  if (turn?.failure != null || memory.impact.weeks.size === 0) throw new Error('nothing was learnt');
}
