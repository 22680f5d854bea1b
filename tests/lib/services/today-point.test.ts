import { describe, expect, it } from 'vitest';
import { createLastPrices } from '@/lib/services/last-prices';
import { type Area, withToday } from '@/lib/services/today-point';

const NOW = Date.UTC(2026, 10, 29, 3);
const HOUR = 3_600_000;
const RICE = 1;
const NATION: Area = { level: 0, id: 0, name: 'ID', timeZone: 'Asia/Jakarta' };
const JAKARTA: Area = { level: 1, id: 31, name: 'DKI Jakarta', timeZone: 'Asia/Jakarta' };

/** A price, hours ago, in a province; each market tells one. */
const MARKETS = [
  { id: 1, regionId: 31, price: 13_000, hours: 1 },
  { id: 2, regionId: 31, price: 12_000, hours: 30 },
  { id: 3, regionId: 94, price: 20_000, hours: 30 },
  { id: 4, regionId: 94, price: 90_000, hours: 8 * 24 },
];

function source(closed: readonly number[] = []) {
  const lastPrices = createLastPrices((id) => !closed.includes(id));
  for (const { id, price, hours } of MARKETS) {
    lastPrices.take({
      ledgerIndex: id,
      marketId: id,
      commodityId: RICE,
      price,
      observedAt: NOW - hours * HOUR,
      provenance: 'simulated',
    });
  }
  const markets = new Map(MARKETS.map((market) => [market.id, market]));
  return {
    clock: { now: () => NOW },
    catalog: () => ({ markets }),
    lastPrices,
  } as unknown as Parameters<typeof withToday>[0];
}

describe('the point of a day that is not over', () => {
  const range = { from: '2026-11-29', to: '2026-11-29' };
  const begun = [{ t: '2026-11-29', price: 13_000, min: 13_000, max: 13_100, n: 1, simulated: true }];

  it.each([
    [NATION, { price: 15_000, min: 12_000, max: 20_000, n: 3 }],
    [JAKARTA, { price: 12_500, min: 12_000, max: 13_100, n: 2 }],
  ])(
    'spans the prices of all markets in its mean, not only of those that reported today: $name',
    (area, point) => {
      expect(withToday(source(), RICE, area, range, begun)).toEqual([
        { t: '2026-11-29', simulated: true, ...point },
      ]);
    },
  );

  it('holds no price of a market that has closed', () => {
    const [nation] = withToday(source([3]), RICE, NATION, range, begun);
    expect(nation).toMatchObject({ price: 12_500, min: 12_000, max: 13_100, n: 2 });
    const [jakarta] = withToday(source([2]), RICE, JAKARTA, range, begun);
    expect(jakarta).toMatchObject({ price: 13_000, min: 13_000, n: 1 });
  });
});
