import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryPoint, Interval } from '@/lib/live/board';
import { historyPoints } from '@/lib/services/history-points';
import type { Area } from '@/lib/services/today-point';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';
import { at, CHILI, openSmallRiver, type SmallRiver } from '../support/small-river';
import { addMarketsIn } from '../support/test-markets';

const WIB = 'Asia/Jakarta';
const NATION: Area = { level: 0, id: 0, name: 'ID', timeZone: WIB };
const JAKARTA: Area = { level: 1, id: 31, name: 'DKI Jakarta', timeZone: WIB };
/** Day 0 is Monday the second of March 2026; day 30 the first of April, a Wednesday. */
const FIRST_OF_APRIL = 30;

describe.each(await availableKinds())('the history of an area, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let river: SmallRiver;
  let jakarta: number;
  let papua: number;
  beforeEach(async () => {
    database = await openSeededDatabase(kind);
    [jakarta = 0, papua = 0] = await addMarketsIn(database.db, [31, 94]);
    river = await openSmallRiver(database);
  });
  afterEach(async () => {
    await river?.close();
    await database?.close();
  });

  interface Asked {
    readonly interval?: Interval;
    readonly from?: string;
    readonly to?: string;
    readonly area?: Area;
    readonly asOf?: string;
    readonly now?: number;
    readonly limit?: number;
  }
  async function points(asked: Asked): Promise<readonly HistoryPoint[]> {
    const { now = at(FIRST_OF_APRIL, 1), ...rest } = asked;
    const source = { ...river.reviewDeps(now), seq: () => 0 } as unknown as Parameters<
      typeof historyPoints
    >[0];
    const usual = {
      area: NATION,
      interval: 'day',
      from: '2026-03-01',
      to: '2026-04-30',
      limit: 100,
    } as const;
    return (await historyPoints(source, { ...usual, commodityId: CHILI, ...rest })).points;
  }
  const both = (price: number, dearer: number) => [
    { marketId: jakarta, price },
    { marketId: papua, price: dearer },
  ];

  it.each(['week', 'month'] as const)(
    'lets every market count in a %s whose first day is not over, and not who happened to report',
    async (interval) => {
      for (const day of [28, 29]) await river.send(day, both(40_000, 42_000));
      await river.send(FIRST_OF_APRIL, [{ marketId: papua, price: 42_000 }]);
      const [today] = await points({ from: '2026-04-01' });
      expect(today).toMatchObject({ price: 41_000, n: 2 });
      const whole = await points({ interval });
      expect(whole.at(-1)).toMatchObject({ price: 41_000, n: 2, min: 40_000, max: 42_000 });
      const [alone] = await points({ interval, from: '2026-04-01' });
      expect(alone).toMatchObject({ price: 41_000, n: 2 });
    },
  );

  it('walks weeks by cursor to the one under way without a gap or a repeat', async () => {
    for (const day of [1, 8, 15, 22, 29]) await river.send(day, both(40_000, 42_000));
    await river.send(FIRST_OF_APRIL, [{ marketId: papua, price: 42_000 }]);
    const whole = await points({ interval: 'week' });
    expect(whole).toHaveLength(5);
    const walked: HistoryPoint[] = [];
    for (let from = '2026-03-01'; ; ) {
      const page = await points({ interval: 'week', from, limit: 3 });
      const fresh = page.filter((p) => p.t > (walked.at(-1)?.t ?? ''));
      walked.push(...fresh);
      if (page.length < 3 || fresh.length === 0) break;
      from = page.at(-1)?.t ?? from;
    }
    expect(walked).toEqual(whole);
  });

  it('says as of this moment what it says without', async () => {
    await river.send(29, both(40_000, 42_000));
    await river.send(FIRST_OF_APRIL, [{ marketId: papua, price: 42_000 }]);
    for (const area of [NATION, JAKARTA]) {
      const known = await points({ area, asOf: new Date(at(FIRST_OF_APRIL, 1)).toISOString() });
      expect(known).toEqual(await points({ area }));
    }
  });

  it('knew at an earlier moment of a day the last prices of that moment', async () => {
    await river.send(28, both(40_000, 42_000));
    await river.send(29, [{ marketId: papua, price: 42_000 }]);
    await river.send(29, [{ marketId: jakarta, price: 40_200 }], 5);
    const asOf = new Date(at(29, 2)).toISOString();
    expect((await points({ asOf })).at(-1)).toMatchObject({ t: '2026-03-31', price: 41_000, n: 2 });
  });

  it('counted no market at a moment by which it had closed for good', async () => {
    await river.send(28, both(40_000, 42_000));
    await river.send(29, [{ marketId: papua, price: 42_000 }]);
    const close = "UPDATE market SET closed_on = '2026-03-31', closed_reason = 'burnt down' WHERE id = $1";
    await database.pool.query(close, [jakarta]);
    const knownAt = async (day: number) =>
      (await points({ asOf: new Date(at(day, 2)).toISOString() })).at(-1);
    expect(await knownAt(28)).toMatchObject({ t: '2026-03-30', price: 41_000, n: 2 });
    expect(await knownAt(29)).toMatchObject({ t: '2026-03-31', price: 42_000, n: 1 });
  });

  it('counts the prices of a market in a week or month', async () => {
    for (const day of [22, 23, 24]) await river.send(day, both(40_000, 42_000));
    const market: Area = { level: 2, id: jakarta, name: 'TEST-0', timeZone: WIB };
    const [week] = await points({ interval: 'week', area: market });
    expect(week).toMatchObject({ price: 40_000, n: 3 });
    const [nation] = await points({ interval: 'week' });
    expect(nation).toMatchObject({ price: 41_000, n: 2 });
  });

  it('takes a date for a day of the area, and a time for the day of the area that it lies in', async () => {
    const area: Area = { level: 2, id: papua, name: 'TEST-1', timeZone: 'Asia/Jayapura' };
    // Half past one at night of the eleventh in Papua, the evening of the tenth in UTC.
    await river.send(8, [{ marketId: papua, price: 42_000 }], 13.5);
    const day = { from: '2026-03-11', to: '2026-03-11' };
    const [hour] = await points({ area, interval: 'hour', ...day });
    expect(hour).toMatchObject({ t: '2026-03-10T16:00:00Z', price: 42_000 });
    expect(await points({ area, interval: 'hour', from: '2026-03-10', to: '2026-03-10' })).toEqual([]);
    const times = { from: '2026-03-10T15:00:00Z', to: '2026-03-10T17:00:00Z' };
    expect((await points({ area, ...times })).map((p) => p.t)).toEqual(['2026-03-11']);
  });
});
