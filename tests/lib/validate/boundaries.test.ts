import { describe, expect, it } from 'vitest';
import { decide, type Testimony } from '@/lib/validate/decide';
import { expectLevel, expectOwn } from '@/lib/validate/expect';
import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import {
  absorb,
  createMemory,
  findGroups,
  forget,
  hold,
  type JudgeMemory,
  trackOf,
} from '@/lib/validate/memory';
import { accepted, report } from './build';

const TODAY = 20_000;

/** Markets that wobble by 1 % until yesterday. */
function calm(markets = 1): JudgeMemory {
  const memory = createMemory();
  for (let day = TODAY - 40; day < TODAY; day++) {
    for (let market = 1; market <= markets; market++) {
      absorb(memory, accepted({ marketId: market, day, price: 10_000 + ((day * 7 + market) % 5) * 50 }));
    }
  }
  return memory;
}

describe('at its very limit', () => {
  it('a testimony makes a price wait, and just below it does not', () => {
    const said = (value: number): Testimony => {
      return { name: 'neighbours', value, limit: 3, sure: 6, vote: value >= 3, window: 9 };
    };
    expect(decide([], [said(3)], [], null).lane).toBe('provisional');
    expect(decide([], [said(2.99)], [], null).lane).toBe('accepted');
  });

  it('a group of three markets tells a level, and two leave it to a wider one', () => {
    const memory = createMemory();
    const add = (marketId: number, regionId: number, price: number) =>
      absorb(memory, accepted({ marketId, regionId, island: `of ${regionId}`, price, day: TODAY }));
    for (let market = 1; market <= 9; market++) add(market, 51, 20_000);
    add(11, 31, 10_000);
    add(12, 31, 10_000);
    const place = { regionId: 31, island: 'of 31', commodityId: 1 };
    expect(expectLevel(findGroups(memory, place), null)?.peers).toBe(11);
    add(13, 31, 10_000);
    expect(expectLevel(findGroups(memory, place), null)).toMatchObject({ peers: 3, log: Math.log(10_000) });
  });

  it.each([
    [4, 'provisional'],
    [5, 'quarantined'],
  ])('a claim that is told again after %d days is %s', (days, lane) => {
    const memory = calm();
    const claim = { day: TODAY, price: 13_000 };
    hold(memory, { ...accepted(claim), lane: 'quarantined', receivedAt: 0 });
    for (let day = TODAY + 1; day < TODAY + days; day++) absorb(memory, accepted({ day, price: 10_100 }));
    expect(judge(report({ ...claim, day: TODAY + days }), memory, DEFAULT_RULES).lane).toBe(lane);
  });

  it('eight claims of a series are remembered, the newest', () => {
    const memory = createMemory();
    for (let i = 0; i < 12; i++) {
      hold(memory, {
        ...accepted({ day: TODAY, observedAt: i, price: 100 + i }),
        lane: 'quarantined',
        receivedAt: i,
      });
    }
    expect(trackOf(memory, 1, 1)?.held.map((h) => h.price)).toEqual([104, 105, 106, 107, 108, 109, 110, 111]);
  });
});

describe('what a price leaves behind', () => {
  it('is no surprise to take back once the price was taken out again', () => {
    const untouched = calm(10);
    const demoted = calm(10);
    const jump = accepted({ day: TODAY, price: 12_500 });
    absorb(demoted, jump);
    expect(forget(demoted, jump)).toBe(true);
    const low = (memory: JudgeMemory) =>
      judge(report({ day: TODAY + 1, price: 10_100 }), memory, DEFAULT_RULES).acceptedRange?.low ?? 0;
    // A surprise may be taken back: had it stayed, the range would reach a fifth further down.
    expect(low(demoted) / low(untouched)).toBeGreaterThan(0.95);
  });

  it('is no company for its own market: who reports alone is alone at the second report as well', () => {
    const memory = calm();
    const deviation = () => {
      const track = trackOf(memory, 1, 1);
      return track === undefined ? 0 : (expectOwn(track, TODAY)?.deviation ?? 0);
    };
    const before = deviation();
    absorb(memory, accepted({ day: TODAY, price: 10_100, observedAt: 1 }));
    expect(before).toBeGreaterThan(0);
    expect(deviation()).toBeCloseTo(before, 9);
  });
});
