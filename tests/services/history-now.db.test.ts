import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrawnOnce } from '@/lib/services/drawn-once';
import { createLastImpacts } from '@/lib/services/last-impacts';
import { type HistoryInput, historyNow } from '@/lib/services/read-history';
import { historySealer } from '@/lib/services/seal-history';
import { appendHistory } from '@/lib/store/river/append-history';
import { availableKinds } from '../support/postgres';
import { at, CHILI } from '../support/small-river';
import { DAYS, openReviewWorld, type ReviewWorld, usual } from './review-world';

const HOUR_MS = 3_600_000;

describe.each(await availableKinds())('a history that is read once for many, on %s PostgreSQL', (kind) => {
  let world: ReviewWorld;
  let ask: (input?: Partial<HistoryInput>) => ReturnType<typeof historyNow>;
  const clock = { at: at(DAYS, 1) };
  const queried = vi.fn();
  beforeEach(async () => {
    world = await openReviewWorld(kind);
    clock.at = at(DAYS, 1);
    const { database, river } = world;
    const deps = river.reviewDeps(clock.at);
    const [first] = deps.catalog().commodities.values();
    const pool = Object.assign(Object.create(database.pool), {
      query(...said: Parameters<typeof database.pool.query>) {
        queried();
        return database.pool.query(...said);
      },
    });
    const facts = { today: '', comparedAt: 0, series: new Map(), references: [], baselines: {} };
    const board = {
      ...deps,
      pool,
      clock: { now: () => clock.at },
      impacts: createLastImpacts(),
      held: { current: () => 0, recount: async () => undefined },
      seq: () => Math.max(0, ...river.published.map(({ to }) => to)),
      facts: () => facts as never,
    };
    const source = { ...board, histories: createDrawnOnce(board) };
    const usually = {
      commodity: first?.code ?? '',
      interval: 'day',
      from: '2026-03-01',
      to: '2026-03-31',
    } as const;
    ask = (input = {}) => historyNow(source, { ...usually, limit: 100, ...input });
  });
  afterEach(() => world?.close());

  const market = async () => {
    const { markets } = await world.database.catalog();
    return { market_id: markets.get(world.first())?.code ?? '' };
  };
  const pricesOf = async (input: Partial<HistoryInput> = {}) =>
    (await ask(input)).points.map(({ price }) => price);

  it('asks the database nothing again while nothing changes', async () => {
    const first = await ask();
    queried.mockClear();
    expect(await ask()).toBe(first);
    expect(queried).not.toHaveBeenCalled();
  });

  it('is another one for another question', async () => {
    expect(await pricesOf(await market())).toHaveLength(DAYS + 1);
    expect(await pricesOf({ from: '2026-03-05' })).toHaveLength(DAYS - 2);
  });

  it('holds a price as soon as it is accepted', async () => {
    const place = await market();
    const before = (await ask(place)).points.at(-1);
    await world.river.send(DAYS, [{ marketId: world.first(), price: usual(DAYS) + 200 }], 1);
    expect((await ask(place)).points.at(-1)).toMatchObject({
      price: usual(DAYS) + 100,
      n: (before?.n ?? 0) + 1,
    });
  });

  it('holds what a person decided as soon as it is decided', async () => {
    const place = await market();
    const id = await world.held(43_500);
    const before = (await ask(place)).points.at(-1);
    await world.decide(id, 'accept');
    expect((await ask(place)).points.at(-1)?.max).toBe(43_500);
    expect(before?.max).toBe(usual(DAYS));
  });

  it('holds a past day that another process imported within the second', async () => {
    const place = await market();
    expect(await pricesOf(place)).toHaveLength(DAYS + 1);
    const catalog = await world.database.catalog();
    const observedAt = at(-1) - HOUR_MS;
    const price = { marketId: world.first(), regionId: 31, commodityId: CHILI, price: 41_000, observedAt };
    const batch = { prices: [price], provenance: 'imported' as const, receivedAt: clock.at };
    const source = {
      name: 'test',
      fileHash: '00'.repeat(32),
      refused: 0,
      from: '2026-03-01',
      to: '2026-03-01',
    };
    await appendHistory(world.database.pool, catalog, batch, historySealer(catalog, batch, source));
    clock.at += 1_000;
    expect((await pricesOf(place))[0]).toBe(41_000);
  });
});
