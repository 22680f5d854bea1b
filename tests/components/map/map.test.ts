import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMapUpdates, takesAway } from '@/components/map/apply-updates';
import { classTexts } from '@/components/map/describe-value';
import { rankRegions } from '@/components/map/MapTable';
import { classOf, heatOf, MEASURES, marketValue, regionValue, scaleOf } from '@/components/map/measures';
import { isShut } from '@/components/map/shut';
import { priceMap, priceUpdate } from '@/tests/support/board-fixture';

describe('colours of the map', () => {
  it('classes never fall while values rise, in every measure', () => {
    const map = priceMap();
    fc.assert(
      fc.property(
        fc.constantFrom(...MEASURES),
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (measure, value, more) => {
          const scale = scaleOf(measure, map);
          expect(classOf(value + more, scale)).toBeGreaterThanOrEqual(classOf(value, scale));
          expect(heatOf(value, scale)).toBeGreaterThanOrEqual(0);
          expect(heatOf(value + more, scale)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('a fall heats nothing', () => {
    expect(heatOf(-0.2, scaleOf('change', priceMap()))).toBe(0);
  });

  it('name no price range in which nothing can lie, when few markets report or none', () => {
    const [market] = priceMap().markets;
    const one = {
      ...priceMap(),
      markets: market === undefined ? [] : [{ ...market, price: 13_400 }],
      regions: [],
    };
    const scale = scaleOf('level', one);
    expect(classTexts(scale, 'level', 'en').map(({ number, text }) => [number, text])).toEqual([
      [1, '< Rp\u00a013,400'],
      [5, '≥ Rp\u00a013,400'],
    ]);
    expect([classOf(13_400, scale), heatOf(13_400, scale), heatOf(13_000, scale)]).toEqual([5, 1, 0]);
    expect(classTexts(scaleOf('level', { ...one, markets: [] }), 'level', 'en')).toEqual([]);
    expect(classTexts(scaleOf('change', one), 'change', 'id')).toHaveLength(5);
  });

  it('measures a market\u2019s gap against the reference of its province', () => {
    const map = priceMap();
    const [market] = map.markets;
    expect(market && marketValue(market, 'gap', map)).toBeCloseTo(0.07, 9);
  });

  it('gives no colour to what has no data, and lists it last', () => {
    const map = priceMap();
    const none = map.regions[1];
    for (const measure of MEASURES) {
      expect(none && regionValue(none, measure, map)).toBeNull();
      expect(rankRegions(map, measure).at(-1)?.region_id).toBe(32);
    }
  });
});

describe('news on the map', () => {
  it('moves a market and the mean, change and gap of its province', () => {
    const map = applyMapUpdates(priceMap(), [priceUpdate(1_000, { price: 67_100 })]);
    expect(map.markets[0]).toMatchObject({ price: 67_100, impact_score: 64 });
    expect(map.regions[0]?.price).toBe(67_100);
    expect(map.regions[0]?.change_day).toBeCloseTo(1.05 * 1.1 - 1, 9);
    expect(map.regions[0]?.gap).toBeCloseTo(1.07 * 1.1 - 1, 9);
    expect(map.regions[1]).toEqual(priceMap().regions[1]);
  });

  it('is not moved by quarantined, provisional, foreign or already included prices', () => {
    const old = priceMap();
    const updates = [
      priceUpdate(1_000, { lane: 'quarantined' }),
      priceUpdate(1_001, { lane: 'provisional' }),
      priceUpdate(1_002, { commodity: 'beras-medium' }),
      priceUpdate(999),
    ];
    expect(applyMapUpdates(old, updates)).toBe(old);
  });

  it('keeps a market\u2019s newest price when an older one is let in by the same news', () => {
    const newest = priceUpdate(1_000, { price: 67_100 });
    const older = priceUpdate(1_001, {
      price: 40_000,
      observation: 5,
      observed_at: '2026-11-20T02:00:00.000Z',
    });
    for (const updates of [
      [newest, older],
      [older, newest],
    ]) {
      expect(applyMapUpdates(priceMap(), updates).markets[0]?.price).toBe(67_100);
    }
  });

  it('leaves a market that has closed without a price, also when one of before arrives late', () => {
    const [first] = priceMap().markets;
    const shut = { closed_on: '2026-11-22', price: null, observed_at: null, state: 'none' } as const;
    const map = priceMap({ markets: first === undefined ? [] : [{ ...first, ...shut }] });
    expect(map.markets.map((m) => isShut(map, m))).toEqual([true]);
    expect(applyMapUpdates(map, [priceUpdate(1_000)]).markets[0]?.price).toBeNull();
    const later = priceMap({ markets: map.markets.map((m) => ({ ...m, closed_on: '2026-11-23' })) });
    expect(applyMapUpdates(later, [priceUpdate(1_000)]).markets[0]?.price).not.toBeNull();
  });

  it('is read anew only when a price is taken out again', () => {
    expect(takesAway([priceUpdate(1), priceUpdate(2, { observation: 1, lane: 'quarantined' })])).toBe(true);
    const held = priceUpdate(1, { lane: 'quarantined' });
    expect(takesAway([held, priceUpdate(2, { observation: 1, lane: 'accepted' })])).toBe(false);
  });
});
