import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isoToDay } from '@/lib/market/calendar';
import { addMarkets } from '../../store/judged';
import { fillWeeks } from '../../support/fill-weeks';
import { startLearningJob } from '../../support/learning-job';
import { type OpenDatabase, openSeededDatabase } from '../../support/open-database';

const NOW = Date.parse('2026-06-10T03:00:00Z');
const COMMODITIES = [4, 5];

describe('the job that learns what moves prices', () => {
  let database: OpenDatabase;
  beforeEach(async () => {
    database = await openSeededDatabase();
    const markets = await addMarkets(database.db);
    for (const id of COMMODITIES) await fillWeeks(database.pool, markets, id, isoToDay('2026-06-10'));
  });
  afterEach(() => database.close());

  const start = () => startLearningJob(database, NOW);

  it('fits in a thread of its own, and what was learnt is at work afterwards', async () => {
    const { memory, jobs, stop } = await start();
    await expect.poll(() => memory.impact.weeks.size, { timeout: 60_000 }).toBe(COMMODITIES.length);
    await stop();
    expect(jobs.turns().map((turn) => turn.failure)).toEqual([null]);
    expect(memory.impact.weeks.get(4)?.name).toBe('weeks/1#1');
    const stored = await database.column<number>('SELECT commodity_id AS value FROM impact_model ORDER BY 1');
    expect(stored).toEqual(COMMODITIES);
  });

  it('ends at once when it is stopped, and leaves nothing half learnt', async () => {
    const { stop } = await start();
    await stop();
    const [fits = 0] = await database.column<number>('SELECT count(*)::int AS value FROM impact_fit');
    const [models] = await database.column<number>('SELECT count(*)::int AS value FROM impact_model');
    expect(models).toBe(fits * COMMODITIES.length);
  });
});
