import { describe, expect, it } from 'vitest';
import { createHeldPrices, type WaitingPrice } from '@/lib/services/hold-prices';
import { SETTLE_WITHIN } from '@/lib/validate/settle';

function price(observationId: number, over: Partial<WaitingPrice> = {}): WaitingPrice {
  return {
    observationId,
    marketId: 1,
    regionId: 31,
    island: 'Jawa',
    commodityId: 1,
    price: 10_000,
    observedAt: observationId,
    receivedAt: observationId,
    day: 0,
    deviceId: 'DEV-1',
    lane: 'provisional',
    ...over,
  };
}

const ids = (prices: readonly WaitingPrice[]) => prices.map((p) => p.observationId);

describe('held prices', () => {
  it('are worth a look after a later report of their series, and not before', () => {
    const held = createHeldPrices();
    held.reported(1, 1, 5);
    held.add(price(5));
    expect(ids(held.take(10, 9))).toEqual([]);
    held.reported(1, 2, 6);
    held.reported(2, 1, 7);
    expect(ids(held.take(10, 9))).toEqual([]);
    held.reported(1, 1, 8);
    expect(ids(held.take(10, 9))).toEqual([5]);
    expect(ids(held.take(10, 9))).toEqual([]);
  });

  it('are not reminded of by their own report', () => {
    const held = createHeldPrices();
    held.add(price(5));
    held.reported(1, 1, 6);
    held.add(price(6));
    expect(ids(held.take(10, 9))).toEqual([5]);
    expect(ids(held.take(10, 9))).toEqual([]);
  });

  it('are worth a look when their time is over, again and again until they are dropped', () => {
    const held = createHeldPrices();
    const one = price(5);
    held.add(one);
    expect(ids(held.take(5 + SETTLE_WITHIN - 1, 9))).toEqual([]);
    expect(ids(held.take(5 + SETTLE_WITHIN, 9))).toEqual([5]);
    expect(ids(held.take(5 + SETTLE_WITHIN, 9))).toEqual([5]);
    held.drop(one);
    expect(held.take(5 + SETTLE_WITHIN, 9)).toEqual([]);
    expect(held.size).toBe(0);
  });

  it('are all worth a look on a new day, one of each series at a time', () => {
    const held = createHeldPrices();
    held.openDay(0);
    held.add(price(1));
    held.add(price(2));
    held.add(price(3, { marketId: 2 }));
    held.openDay(0);
    expect(held.take(10, 9)).toEqual([]);
    held.openDay(1);
    expect(ids(held.take(10, 9))).toEqual([1, 3]);
    expect(ids(held.take(10, 9))).toEqual([2]);
  });

  it('take up bounded room and ask for what was left out once there is some', () => {
    const held = createHeldPrices(4);
    const all = [1, 2, 3, 4, 5].map((id) => price(id, { marketId: id }));
    expect(all.map((p) => held.add(p))).toEqual([true, true, true, true, false]);
    expect([held.overflown, held.wantsMore()]).toEqual([true, false]);
    for (const p of all.slice(0, 3)) held.drop(p);
    expect(held.wantsMore()).toBe(true);
    held.refill();
    expect(held.wantsMore()).toBe(false);
    expect(held.add(price(4))).toBe(false);
    expect(held.add(price(5))).toBe(true);
  });
});
