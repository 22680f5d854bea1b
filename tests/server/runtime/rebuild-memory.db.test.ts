import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLastPrices } from '@/lib/services/last-prices';
import { createRiverMemory } from '@/lib/services/river-memory';
import { rebuildMemory } from '@/server/runtime/rebuild-memory';
import { addMarkets } from '../../store/judged';
import { type OpenDatabase, openSeededDatabase } from '../../support/open-database';
import { availableKinds } from '../../support/postgres';
import { at, CHILI, openSmallRiver, type SmallRiver } from '../../support/small-river';

describe.each(await availableKinds())('what a start remembers, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let river: SmallRiver;
  let marketId = 0;
  beforeEach(async () => {
    database = await openSeededDatabase(kind);
    marketId = (await addMarkets(database.db))[0] ?? 0;
    river = await openSmallRiver(database);
    await river.send(0, [{ marketId, price: 40_000 }]);
  });
  afterEach(async () => {
    await river.close();
    await database.close();
  });

  /** The last prices after a start so many days later. */
  async function startedOn(day: number) {
    const catalog = await database.catalog();
    const lastPrices = createLastPrices();
    await rebuildMemory({
      pool: database.pool,
      clock: { now: () => at(day) },
      catalog: () => catalog,
      memory: createRiverMemory(),
      lastPrices,
    });
    return lastPrices;
  }

  it('has a market that is silent for as long as its silence is told, so that a restart ends no alert', async () => {
    const lastPrices = await startedOn(13);
    expect(lastPrices.of(CHILI).get(marketId)?.observedAt).toBe(at(0));
  });

  it('lets no price speak that is older than a week', async () => {
    expect((await startedOn(6)).speaking(CHILI, at(6))).toHaveLength(1);
    expect((await startedOn(8)).speaking(CHILI, at(8))).toEqual([]);
  });
});
