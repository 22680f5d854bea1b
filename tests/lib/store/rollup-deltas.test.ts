import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Places } from '@/lib/store/river/ledger-head';
import { type CountedPrice, type RollupDelta, sumDeltas } from '@/lib/store/river/rollup-deltas';

const ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const;
const places = { regions: new Map(ZONES.map((timeZone, i) => [i, { timeZone }])) } as unknown as Places;
const FROM = Date.parse('2026-02-27T12:00:00Z');

/** A market lies in one region. */
const counted: fc.Arbitrary<CountedPrice> = fc
  .record({
    marketId: fc.integer({ min: 1, max: 5 }),
    commodityId: fc.integer({ min: 1, max: 3 }),
    price: fc.integer({ min: 1, max: 100_000 }),
    observedAt: fc.integer({ min: FROM, max: FROM + 3 * 86_400_000 }),
    simulated: fc.boolean(),
  })
  .map((price) => ({ ...price, regionId: price.marketId % 3 }));

/** The bucket by the machine's own calendar, as a reader would name it. */
const bucketOf = {
  hours: (p: CountedPrice) => `${new Date(p.observedAt).toISOString().slice(0, 13)}:00:00.000Z`,
  days: (p: CountedPrice) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: ZONES[p.regionId] as string }).format(p.observedAt),
};

function expected(
  prices: readonly CountedPrice[],
  nameOf: (p: CountedPrice) => string,
): readonly RollupDelta[] {
  const groups = new Map<string, CountedPrice[]>();
  for (const p of prices) {
    const key = `${p.marketId} ${p.commodityId} ${nameOf(p)}`;
    groups.set(key, [...(groups.get(key) ?? []), p]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [CountedPrice];
    const values = group.map((p) => p.price);
    return {
      marketId: first.marketId,
      regionId: first.regionId,
      commodityId: first.commodityId,
      bucket: nameOf(first),
      n: group.length,
      total: values.reduce((a, b) => a + b),
      low: Math.min(...values),
      high: Math.max(...values),
      simulated: group.filter((p) => p.simulated).length,
    };
  });
}

const sorted = (deltas: readonly RollupDelta[]) =>
  deltas.map((delta) => JSON.stringify(Object.entries(delta).sort())).sort();

it('sums every price once, in its market, its commodity, its hour and its local day', () => {
  fc.assert(
    fc.property(fc.array(counted, { maxLength: 60 }), (prices) => {
      const { hours, days } = sumDeltas(prices, places);
      expect(sorted(hours)).toEqual(sorted(expected(prices, bucketOf.hours)));
      expect(sorted(days)).toEqual(sorted(expected(prices, bucketOf.days)));
    }),
  );
});

it('refuses a price whose region nobody knows', () => {
  const price = { marketId: 1, regionId: 9, commodityId: 1, price: 1, observedAt: FROM, simulated: false };
  expect(() => sumDeltas([price], places)).toThrow('no region 9');
});
