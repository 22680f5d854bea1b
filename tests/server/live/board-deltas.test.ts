import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardDelta } from '@/lib/live/events';
import { buildCatalog } from '@/lib/market/catalog';
import { createHeldCount } from '@/lib/services/held-count';
import { createLastPrices } from '@/lib/services/last-prices';
import { createLiveBus } from '@/lib/services/live-bus';
import { startBoardDeltas } from '@/server/live/board-deltas';
import { priceUpdate } from '@/tests/support/board-fixture';

const TICK_MS = 500;

describe('the number of held prices on open boards', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A platform in which `waiting` prices are held; what was sent to boards, and how often they were counted. */
  function platform() {
    const world = { waiting: 0, counted: 0, fails: false };
    const sent: BoardDelta[] = [];
    const bus = createLiveBus((error) => expect.unreachable(String(error)));
    const held = createHeldCount(async () => {
      world.counted++;
      if (world.fails) throw new Error('no database');
      return world.waiting;
    });
    const catalog = buildCatalog({ commodities: [], regions: [], markets: [], aliases: [], units: [] });
    const log = { warn: () => undefined };
    const runtime = {
      bus,
      held,
      log,
      clock: { now: Date.now },
      catalog: () => catalog,
      lastPrices: createLastPrices(),
    } as unknown as Parameters<typeof startBoardDeltas>[0];
    const stop = startBoardDeltas(runtime, TICK_MS, (delta) => sent.push(delta));
    const publish = (lane: 'accepted' | 'quarantined', size = 1, observation?: number) => {
      const update = priceUpdate(7, { lane, ...(observation === undefined ? {} : { observation }) });
      bus.publish({ from: 7, to: 7 + size, updates: [update] });
    };
    const pass = () => vi.advanceTimersByTimeAsync(2 * TICK_MS);
    return { world, sent, publish, pass, stop, bus };
  }

  it('follows a price that is held, one that is let go, and a decision that moves no lane', async () => {
    const { world, sent, publish, pass, stop, bus } = platform();
    world.waiting = 1;
    publish('quarantined');
    await pass();
    expect(sent.at(-1)?.quarantined).toBe(1);
    world.waiting = 3;
    publish('accepted', 1, 5);
    await pass();
    expect(sent.at(-1)?.quarantined).toBe(3);
    world.waiting = 2;
    bus.publish({ from: 8, to: 9, updates: [] });
    await pass();
    expect(sent.at(-1)?.quarantined).toBe(2);
    stop();
  });

  it('costs nothing while prices are merely accepted, and a burst of held ones costs one count a turn', async () => {
    const { world, publish, pass, stop } = platform();
    for (let i = 0; i < 50; i++) publish('accepted');
    await pass();
    expect(world.counted).toBe(0);
    for (let i = 0; i < 50; i++) publish('quarantined');
    await pass();
    expect(world.counted).toBe(1);
    stop();
  });

  it('goes on after a count that failed', async () => {
    const { world, sent, publish, pass, stop } = platform();
    world.fails = true;
    publish('quarantined');
    await pass();
    Object.assign(world, { fails: false, waiting: 4 });
    publish('quarantined');
    await pass();
    expect(sent.at(-1)?.quarantined).toBe(4);
    stop();
  });
});

describe('counting what is held', () => {
  it('never lets an older count come after a newer one, and shares what is asked for meanwhile', async () => {
    const answers: ((n: number) => void)[] = [];
    const held = createHeldCount(() => new Promise((resolve) => answers.push(resolve)));
    const first = held.recount();
    const [second, third] = [held.recount(), held.recount()];
    expect(answers).toHaveLength(1);
    answers[0]?.(1);
    await first;
    await vi.waitUntil(() => answers.length === 2);
    answers[1]?.(2);
    await Promise.all([second, third]);
    expect([held.current(), answers.length]).toEqual([2, 2]);
  });
});
