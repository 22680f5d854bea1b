import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceActor } from '@/lib/auth/actor';
import type { Catalog } from '@/lib/market/catalog';
import { createGreedyWriter } from '@/lib/services/greedy-writer';
import { createLiveBus } from '@/lib/services/live-bus';
import { type River, recordReading } from '@/lib/services/record-readings';
import { createRiverMemory } from '@/lib/services/river-memory';
import { saveReadings, unknownHead } from '@/lib/services/save-readings';
import { createPool, createRiverLine } from '@/lib/store/pool';
import type { RiverLine } from '@/lib/store/river/river-line';
import { addMarkets } from '../store/judged';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';

const NOW = Date.parse('2026-03-02T03:00:00Z');
const DAY_MS = 86_400_000;

describe('a reading that was taken and comes again when it would be refused', () => {
  let database: OpenDatabase;
  let line: RiverLine;
  let catalog: Catalog;
  let first: number;
  let second: number;
  let now: number;
  let repeats: number;
  let river: River;
  beforeAll(async () => {
    database = await openSeededDatabase();
    [first = 0, second = 0] = await addMarkets(database.db);
    line = createRiverLine(database.url, () => undefined);
  });
  beforeEach(async () => {
    catalog = await database.catalog();
    now = NOW;
    repeats = 0;
    const head = unknownHead();
    river = {
      clock: { now: () => now },
      pool: database.pool,
      catalog: () => catalog,
      memory: createRiverMemory(),
      bus: createLiveBus(() => undefined),
      metrics: { recorded: () => undefined, repeated: () => void repeats++ },
      writer: createGreedyWriter({
        maxQueued: 9,
        maxBatch: 9,
        commit: (batch) =>
          saveReadings(
            { pool: database.pool, riverLine: line, catalog, now, head, onCommit: () => undefined },
            batch,
          ),
      }),
    };
  });
  afterAll(async () => {
    await line.end();
    await database.close();
  });

  const deviceAt = (marketId: number): DeviceActor => ({
    kind: 'device',
    deviceId: 'DEV-1',
    marketId,
    simulated: false,
  });
  const message = (over: object = {}) => ({
    timestamp: new Date(now).toISOString(),
    reading_id: randomUUID(),
    market_id: catalog.markets.get(first)?.code,
    device_id: 'DEV-1',
    prices: { 'beras-medium': 13_000 },
    ...over,
  });
  const close = (closedOn: string) => {
    const markets = new Map(catalog.markets);
    const market = { ...present(markets.get(first)), closedOn };
    markets.set(first, market);
    catalog = { ...catalog, markets, marketByCode: new Map(catalog.marketByCode).set(market.code, market) };
  };
  const refused = (marketId: number, body: object) =>
    expect(recordReading(river, deviceAt(marketId), body)).rejects;

  it.each<[string, object]>([
    ['with an id of its own', {}],
    ['that is named by device and time', { reading_id: null }],
  ])('gets the first answer after more than a week, %s', async (_, over) => {
    const body = message(over);
    const taken = await recordReading(river, deviceAt(first), body);
    now += 8 * DAY_MS;
    expect(answerOf(await recordReading(river, deviceAt(first), body))).toEqual(answerOf(taken));
    expect(repeats).toBe(1);
  });

  it('gets the first answer though its market is said to have closed before, and at which its device no longer stands', async () => {
    const body = message();
    const taken = await recordReading(river, deviceAt(first), body);
    expect(answerOf(await recordReading(river, deviceAt(second), body))).toEqual(answerOf(taken));
    close('2026-03-01');
    expect(answerOf(await recordReading(river, deviceAt(first), body))).toEqual(answerOf(taken));
  });

  it('does not open the door to what was never taken', async () => {
    await refused(second, message()).toMatchObject({ code: 'FORBIDDEN' });
    const old = message({ timestamp: new Date(NOW - 8 * DAY_MS).toISOString() });
    await refused(first, old).toMatchObject({ code: 'INVALID', errors: [{ code: 'clock_out_of_range' }] });
    close('2026-03-01');
    await refused(first, message()).toMatchObject({ code: 'INVALID', errors: [{ code: 'market_closed' }] });
  });

  it('hears what else is wrong with it, and nothing of what another device sent', async () => {
    const body = message();
    await recordReading(river, deviceAt(first), body);
    now += 8 * DAY_MS;
    await refused(first, { ...body, prices: { 'beras-medium': -1 } }).toMatchObject({ code: 'INVALID' });
    const other = { ...deviceAt(first), deviceId: 'DEV-2' };
    await expect(recordReading(river, other, body)).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('is told to come back while nobody can say whether it was taken', async () => {
    const away = createPool('postgres://nobody@127.0.0.1:1/none', 1, () => undefined);
    const body = message({ timestamp: new Date(NOW - 8 * DAY_MS).toISOString() });
    await expect(recordReading({ ...river, pool: away }, deviceAt(first), body)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryAfter: 2,
    });
    await away.end();
  });
});

/** What its sender sees of it. */
function answerOf(recorded: Awaited<ReturnType<typeof recordReading>>) {
  return {
    id: recorded.reading.readingId,
    prices: recorded.prices.map(({ ledgerIndex, price, verdict }) => [ledgerIndex, price, verdict.lane]),
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}
