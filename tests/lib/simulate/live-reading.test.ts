import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayStart, isoToDay } from '@/lib/market/calendar';
import { createCountry } from '@/lib/simulate/country';
import { dailyPrices } from '@/lib/simulate/daily-prices';
import { type LiveReading, liveReading } from '@/lib/simulate/live-reading';
import { ALWAYS_WRONG, type Truth } from '@/lib/simulate/mischief';
import { priceAt } from '@/lib/simulate/price-on';
import { createRandom } from '@/lib/simulate/random';
import { priceSteps } from '@/lib/simulate/seller';
import { simulationData } from '@/prisma/seed/simulation-data';

const data = simulationData();
const country = createCountry(7, data);
const TODAY = isoToDay('2026-11-22');

describe('a live message', () => {
  it('is the same for the same draws', () => {
    const at = (seed: number) => liveReading(country, 5, TODAY * 86_400_000, createRandom(seed));
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
  });

  it('goes on where history ended: before the first review of the day every price is yesterday’s', () => {
    const [yesterday] = Array.from(dailyPrices(country, TODAY - 1, TODAY - 1), (d) => d.prices.slice());
    for (const market of country.markets) {
      const early = dayStart(TODAY, market.timeZone) + 60_000;
      for (const item of country.items.keys()) {
        const expected = yesterday?.[market.index * country.items.length + item];
        expect(priceAt(country, item, market.index, early)).toBe(expected);
      }
    }
  });

  it('ends the day at the price that history will show for it', () => {
    const [today] = Array.from(dailyPrices(country, TODAY, TODAY), (d) => d.prices.slice());
    for (const market of country.markets) {
      const late = dayStart(TODAY + 1, market.timeZone) - 1;
      expect(priceAt(country, 3, market.index, late)).toBe(today?.[market.index * country.items.length + 3]);
    }
  });

  it('is one that the door takes: 6–8 different items, whole rupiah, weather and crowd in range', () => {
    fc.assert(
      fc.property(fc.nat(139), fc.integer({ min: 0, max: 4e12 }), fc.integer(), (market, time, seed) => {
        const reading = liveReading(country, market, time, createRandom(seed));
        const items = new Set(reading.prices.map((p) => p.item));
        return (
          items.size === reading.prices.length &&
          items.size >= 6 &&
          items.size <= 8 &&
          reading.prices.every((p) => Number.isInteger(p.price) && p.price >= 1 && p.price <= 10_000_000) &&
          reading.temperature >= -20 &&
          reading.temperature <= 60 &&
          reading.humidity >= 0 &&
          reading.humidity <= 100 &&
          Number.isInteger(reading.crowd) &&
          reading.crowd >= 0
        );
      }),
      { numRuns: 300 },
    );
  });
});

/** A message of every second market, each hour for `days` days. */
function manyReadings(mischief: number, days: number): LiveReading[] {
  const drawn = createCountry(7, data, { mischief });
  const rng = createRandom(3);
  const readings: LiveReading[] = [];
  for (let hour = 0; hour < days * 24; hour += 1) {
    for (let market = 0; market < drawn.markets.length; market += 2) {
      readings.push(liveReading(drawn, market, TODAY * 86_400_000 + hour * 3_600_000, rng));
    }
  }
  return readings;
}

describe('what goes wrong in the simulated country', () => {
  it('is rare, and of every kind', () => {
    const prices = manyReadings(1, 21).flatMap((r) => r.prices);
    const count = new Map<Truth, number>();
    for (const p of prices) count.set(p.truth, (count.get(p.truth) ?? 0) + 1);
    for (const kind of ['slip', 'swap', 'spike', 'frozen', 'collusion', 'drift'] as const) {
      expect(count.get(kind) ?? 0, kind).toBeGreaterThan(0);
    }
    expect((count.get('honest') ?? 0) / prices.length).toBeGreaterThan(0.97);
  });

  it('is in every message while mistakes are wanted', () => {
    const drawn = createCountry(7, data);
    const rng = createRandom(5);
    for (let turn = 0; turn < 200; turn += 1) {
      const market = turn % drawn.markets.length;
      const { prices } = liveReading(drawn, market, TODAY * 86_400_000, rng, ALWAYS_WRONG);
      const moved = prices.filter((p) => p.truth === 'slip' || p.truth === 'spike' || p.truth === 'swap');
      const twins = new Set(prices.map((p) => p.price)).size < prices.length;
      expect(moved.length > 0 || twins).toBe(true);
    }
  });

  it('is nothing at all where mischief is 0, and every price is then within one step of the market’s', () => {
    const honest = createCountry(7, data, { mischief: 0 });
    for (const reading of manyReadings(0, 2)) {
      for (const p of reading.prices) {
        const asked = priceAt(honest, p.item, reading.market, reading.observedAt);
        expect(p.truth).toBe('honest');
        expect(Math.abs(p.price - asked)).toBeLessThanOrEqual(priceSteps(asked)[0]);
      }
    }
  });

  it('collusion raises one commodity in four markets of one province by the same share', () => {
    const rng = createRandom(9);
    const caught = new Map<string, Set<number>>();
    for (let slot = 0; slot < 200; slot += 1) {
      for (const market of country.markets) {
        const reading = liveReading(country, market.index, TODAY * 86_400_000 + slot * 6 * 3_600_000, rng);
        for (const p of reading.prices) {
          if (p.truth !== 'collusion') continue;
          const key = `${slot} ${market.regionId} ${p.item}`;
          caught.set(key, (caught.get(key) ?? new Set()).add(market.index));
        }
      }
    }
    expect(caught.size).toBeGreaterThan(3);
    expect(new Set([...caught.keys()].map((k) => k.split(' ')[0])).size).toBe(caught.size);
    for (const markets of caught.values()) expect(markets.size).toBeLessThanOrEqual(4);
  });
});
