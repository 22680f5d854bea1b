import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyNational, applyUpdates, movesThePast } from '@/components/charts/apply-live';
import { timeTicks, valueAxis } from '@/components/charts/axis';
import { historyCsv } from '@/components/charts/history-csv';
import { impactRadius } from '@/components/charts/impact-scale';
import { bucketOf, preparePriceChart } from '@/components/charts/prepare-price-chart';
import { prepareSpark, SPARK_HEIGHT, SPARK_WIDTH } from '@/components/charts/prepare-spark';
import { fileNameOf, sourceWords } from '@/components/charts/taken-away';
import type { ImpactDot } from '@/lib/live/board';
import { dayToIso } from '@/lib/market/calendar';
import type { Interval } from '@/lib/market/interval';
import type { TimeZone } from '@/lib/market/region';
import en from '@/messages/en.json';
import id from '@/messages/id.json';
import { priceHistory, priceUpdate } from '@/tests/support/board-fixture';

const SOURCE = 'http://localhost:3000/komoditas/cabai';

const impact = (t: string, score: number, lane: ImpactDot['lane'] = 'accepted'): ImpactDot => ({
  seq: 1,
  t,
  market_id: '=HYPERLINK("x")',
  price: 70_000,
  lane,
  impact_score: score,
  dominant_factor: 'weather',
  factors_with_weights: { weather: 1 },
  price_change: null,
});

const inZone = (interval: Interval, time_zone: TimeZone) => ({ interval, time_zone });

describe('the price line', () => {
  it('breaks where days are missing instead of drawing over them', () => {
    const chart = preparePriceChart(priceHistory(), null);
    const gaps = chart?.line.filter((p) => p.y === null) ?? [];
    expect(gaps).toHaveLength(1);
    expect(chart?.points).toHaveLength(5);
  });

  it('has no chart for no data', () => {
    expect(preparePriceChart(priceHistory({ points: [] }), 1)).toBeNull();
  });

  it('gives a day one dot, its weightiest, and keeps quarantined prices off the line', () => {
    const day = priceHistory().points[1]?.t ?? '';
    const chart = preparePriceChart(
      priceHistory({
        impacts: [
          impact(`${day}T03:00:00Z`, 61),
          impact(`${day}T04:00:00Z`, 90),
          impact(`${day}T05:00:00Z`, 99, 'quarantined'),
        ],
      }),
      null,
    );
    const dots = chart?.points.flatMap((p) => (p.dot ? [p.dot] : [])) ?? [];
    expect(dots.map((d) => [d.impact.impact_score, d.others, d.y])).toEqual([[90, 1, 58_500]]);
  });

  it('marks a point without neighbours, which no line would show', () => {
    const [first] = priceHistory().points;
    const chart = preparePriceChart(priceHistory({ points: first ? [first] : [] }), null);
    expect(chart?.points.map((p) => p.alone)).toEqual([true]);
  });

  it('puts a late evening in UTC on the next day of Jakarta, and of Papua earlier, and any day on its Monday', () => {
    expect(bucketOf('2026-11-22T16:30:00Z', inZone('day', 'Asia/Jakarta'))).toBe('2026-11-22');
    expect(bucketOf('2026-11-22T16:30:00Z', inZone('day', 'Asia/Jayapura'))).toBe('2026-11-23');
    expect(bucketOf('2026-11-22T02:00:00Z', inZone('week', 'Asia/Jakarta'))).toBe('2026-11-16');
    expect(bucketOf('2026-11-22T02:00:00Z', inZone('month', 'Asia/Jakarta'))).toBe('2026-11-01');
  });

  it('writes every point into the file and defuses what a spreadsheet would run', () => {
    const day = priceHistory().points[0]?.t ?? '';
    const history = priceHistory({ impacts: [impact(`${day}T03:00:00Z`, 80)] });
    const chart = preparePriceChart(history, null);
    const lines = chart ? historyCsv(history, chart, SOURCE, 'en').trim().split('\r\n') : [];
    expect(lines).toHaveLength(6);
    expect(lines[1]).toContain('"\'=HYPERLINK(""x"")"');
  });

  it.each([
    ['id', ';', '80,5'],
    ['en', ',', '80.5'],
  ] as const)(
    'writes the file for a spreadsheet in %s, with its time zone and where it comes from',
    (locale, separator, score) => {
      const day = priceHistory().points[0]?.t ?? '';
      const history = priceHistory({
        impacts: [{ ...impact(`${day}T03:00:00Z`, 80.5), market_id: 'PASAR-001' }],
      });
      const chart = preparePriceChart(history, null);
      const lines = chart ? historyCsv(history, chart, SOURCE, locale).trim().split('\r\n') : [];
      const cells = lines.map((line) => line.split(separator));
      const [head = [], first = []] = cells;
      const said = Object.fromEntries(head.map((name, i) => [name, first[i]]));
      expect(said).toMatchObject({
        t: day,
        unit: 'kg',
        impact_score: score,
        time_zone: 'Asia/Jakarta',
        source: SOURCE,
      });
      expect(new Set(cells.map((row) => row.length))).toEqual(new Set([16]));
    },
  );

  it('gives files names that every system takes, and two finenesses two names', () => {
    const span = { from: '2026-01-01', to: '2026-12-31' };
    const name = (interval: Interval) =>
      fileNameOf({ commodity: 'cabai', area: 'DI Yogyakarta / a', interval }, span);
    expect(name('day')).toBe('cabai_DI-Yogyakarta-a_day_2026-01-01_2026-12-31');
    expect(name('week')).not.toBe(name('day'));
  });

  it('lets a picture of simulated prices say so where it is shown without its page', () => {
    const words = { id, en };
    for (const { chart } of Object.values(words)) {
      expect(chart[sourceWords(true)]).toMatch(/SIMULA/);
      expect(chart[sourceWords(false)]).not.toMatch(/SIMULA/i);
    }
  });
});

describe('axes', () => {
  it('hold all values, with one to five round lines', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), (low, more) => {
        const axis = valueAxis(low, low + more);
        expect(axis.min).toBeLessThanOrEqual(low);
        expect(axis.max).toBeGreaterThanOrEqual(low + more);
        expect(axis.ticks.length).toBeGreaterThanOrEqual(1);
        expect(axis.ticks.length).toBeLessThanOrEqual(5);
        for (const tick of axis.ticks) {
          expect(tick).toBeGreaterThanOrEqual(axis.min - 1e-6);
          expect(tick).toBeLessThanOrEqual(axis.max + 1e-6);
        }
      }),
    );
  });

  it('never crowd the time axis and stay inside it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4_000 }),
        fc.integer({ min: 15_000, max: 21_000 }),
        (days, start) => {
          const from = start * 86_400_000;
          const to = from + days * 86_400_000;
          const ticks = timeTicks(from, to, 6);
          expect(ticks.length).toBeLessThanOrEqual(8);
          for (const { x } of ticks) expect(x >= from && x <= to).toBe(true);
        },
      ),
    );
  });
});

describe('the small line', () => {
  it('stays inside its box for any prices and gaps', () => {
    const days = fc.uniqueArray(fc.integer({ min: 20_750, max: 20_779 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        days,
        fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 30, maxLength: 30 }),
        (ds, ps) => {
          const points = ds
            .sort((a, b) => a - b)
            .map((d, i) => ({ day: dayToIso(d), price: ps[i] ?? 1, impact_score: 99 }));
          const spark = prepareSpark(points, null);
          for (const { x, y } of spark.dots) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(SPARK_WIDTH);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(y).toBeLessThanOrEqual(SPARK_HEIGHT);
          }
          const pieces = points.filter((p, i) => i === 0 || p.day !== nextDay(points[i - 1]?.day)).length;
          expect(spark.path.split('M').length - 1).toBe(pieces);
        },
      ),
    );
  });

  it('draws a still price flat', () => {
    const points = [1, 2, 3].map((i) => ({ day: dayToIso(20_776 + i), price: 13_500, impact_score: null }));
    expect(new Set(prepareSpark(points, null).path.match(/ [\d.]+/g))).toHaveLength(1);
  });

  it('leaves out a reference that lies too far off', () => {
    const points = [1, 2].map((i) => ({ day: dayToIso(20_776 + i), price: 13_500 + i, impact_score: null }));
    expect(prepareSpark(points, 40_000).reference).toBeNull();
    expect(prepareSpark(points, 13_600).reference).not.toBeNull();
  });
});

describe('news on a line', () => {
  it('moves only today\u2019s point of the nation, or adds it', () => {
    const old = priceHistory();
    const national = { commodity: old.commodity, price: 64_000, markets: 120, as_of: '2026-11-22T02:00:00Z' };
    const moved = applyNational(old, national);
    expect(moved.points.at(-1)).toMatchObject({ t: '2026-11-22', price: 64_000 });
    expect(moved.points.slice(0, -1)).toEqual(old.points.slice(0, -1));
    const tomorrow = applyNational(old, { ...national, as_of: '2026-11-23T02:00:00Z' });
    expect(tomorrow.points).toHaveLength(old.points.length + 1);
  });

  it('never lets a quarantined price or another market into a market\u2019s line', () => {
    const old = priceHistory({ level: 'market', area: 'PASAR-001' });
    const updates = [
      priceUpdate(1_001, { lane: 'quarantined', price: 999_999 }),
      priceUpdate(1_002, { market_id: 'PASAR-002', price: 888_888 }),
      priceUpdate(999, { price: 777_777 }),
    ];
    expect(applyUpdates(old, updates).points).toEqual(old.points);
    expect(applyUpdates(old, [priceUpdate(1_003, { price: 61_000 })]).points.at(-1)?.price).toBe(61_000);
  });

  it('does not take a price that a decision let in for the market\u2019s newest', () => {
    const old = priceHistory({ level: 'market', area: 'PASAR-001' });
    const decision = priceUpdate(1_001, { observation: 5, price: 61_000, impact_score: 99 });
    expect(applyUpdates(old, [decision])).toBe(old);
    expect(movesThePast(old, [decision])).toBe(true);
  });

  it('is read anew after a decision about one of its prices, or one of an earlier day, and for nothing else', () => {
    const nation = priceHistory();
    const market = priceHistory({ level: 'market', area: 'PASAR-001' });
    const today = `${nation.points.at(-1)?.t}T02:00:00.000Z`;
    const before = `${nation.points.at(-2)?.t}T02:00:00.000Z`;
    const news = (change: Parameters<typeof priceUpdate>[1]) => [
      priceUpdate(1_001, { observed_at: today, ...change }),
    ];
    for (const line of [nation, market]) {
      expect(movesThePast(line, news({ observation: 5, lane: 'quarantined' }))).toBe(true);
      expect(movesThePast(line, news({ observed_at: before }))).toBe(true);
      expect(movesThePast(line, news({ observed_at: before, lane: 'quarantined' }))).toBe(false);
      expect(movesThePast(line, news({}))).toBe(false);
      expect(movesThePast(line, news({ observation: 5, commodity: 'garam' }))).toBe(false);
      expect(movesThePast(line, [priceUpdate(999, { observation: 5 })])).toBe(false);
    }
    const elsewhere = news({ observation: 5, market_id: 'PASAR-002' });
    expect([movesThePast(nation, elsewhere), movesThePast(market, elsewhere)]).toEqual([true, false]);
  });

  it('grows the area of a dot with its score', () => {
    const area = (score: number) => impactRadius(score) ** 2;
    expect(area(100) - area(50)).toBeCloseTo(area(50) - area(0), 6);
  });
});

function nextDay(iso: string | undefined): string | undefined {
  return iso === undefined ? undefined : dayToIso(Math.floor(Date.parse(iso) / 86_400_000) + 1);
}
