import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoToDay } from '@/lib/market/calendar';
import { createCountry } from '@/lib/simulate/country';
import { dailyPrices } from '@/lib/simulate/daily-prices';
import { nationalLevel } from '@/lib/simulate/level';
import { priceOn } from '@/lib/simulate/price-on';
import { simulationData } from '@/prisma/seed/simulation-data';
import { sharedFile } from '../ingest/shared-file';

const data = simulationData();
const country = createCountry(7, data);
const FIRST = isoToDay('2024-12-01');

function history(seed: number, from: number, days: number): Int32Array[] {
  const drawn = createCountry(seed, data);
  return Array.from(dailyPrices(drawn, from, from + days - 1), (d) => d.prices.slice());
}

describe('the country', () => {
  it('has at least 120 markets in all 38 provinces, each named as simulated', () => {
    expect(country.markets.length).toBe(140);
    expect(new Set(country.markets.map((m) => m.regionId)).size).toBe(38);
    expect(new Set(country.markets.map((m) => m.code)).size).toBe(140);
    for (const market of country.markets) {
      expect(market.name).toContain('Simulasi');
      expect(market.code).toMatch(/^SIM-\d\d-\d\d$/);
      expect(country.regions[country.regionOf[market.index] ?? -1]?.id).toBe(market.regionId);
    }
  });

  it('sells 20 different commodities', () => {
    expect(new Set(country.items.map((i) => i.commodityId)).size).toBe(20);
  });

  it('gives every province a market, however few are asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 38, max: 400 }), fc.integer(), (markets, seed) => {
        const drawn = createCountry(seed, data, { markets });
        return drawn.markets.length === markets && new Set(drawn.markets.map((m) => m.regionId)).size === 38;
      }),
      { numRuns: 20 },
    );
  });

  it('is the same for the same seed and another for another', () => {
    expect(history(7, FIRST, 3)).toEqual(history(7, FIRST, 3));
    expect(history(8, FIRST, 3)).not.toEqual(history(7, FIRST, 3));
  });

  it('has one history: any day asked for alone equals the day within a run from any start', () => {
    const market = fc.nat(country.markets.length - 1);
    const item = fc.nat(country.items.length - 1);
    const start = fc.integer({ min: isoToDay('2021-01-01'), max: isoToDay('2028-01-01') });
    fc.assert(
      fc.property(market, item, start, fc.integer({ min: 1, max: 20 }), (m, i, from, length) => {
        let last: number | undefined;
        for (const d of dailyPrices(country, from, from + length)) {
          last = d.prices[m * country.items.length + i];
        }
        return last === priceOn(country, i, m, from + length);
      }),
      { numRuns: 30 },
    );
  });

  it('asks for whole rupiah on a step that sellers use, within reason of the typical price', () => {
    const day = fc.integer({ min: isoToDay('2020-01-01'), max: isoToDay('2028-01-01') });
    fc.assert(
      fc.property(fc.integer(), day, (seed, from) => {
        for (const { prices } of dailyPrices(createCountry(seed, data), from, from + 3)) {
          for (const [k, price] of prices.entries()) {
            const typical = Math.exp(country.items[k % country.items.length]?.logLevel ?? Number.NaN);
            if (!(price > typical / 7 && price < typical * 7 && price % 50 === 0)) return false;
          }
        }
        return true;
      }),
      { numRuns: 20 },
    );
  });

  it('lifts chili before Idul Fitri and lets it go after', () => {
    const chili = country.items.findIndex((i) => i.code === 'cabai-merah-keriting');
    const withoutFeasts = { ...country, feasts: [] };
    const lift = (day: string) =>
      nationalLevel(country, chili, isoToDay(day)) - nationalLevel(withoutFeasts, chili, isoToDay(day));
    expect(lift('2025-03-12')).toBeCloseTo(0.14, 5);
    expect(lift('2025-03-31')).toBeGreaterThan(0.03);
    expect(lift('2025-03-05')).toBe(0);
    expect(lift('2025-04-15')).toBe(0);
  });

  const geography = sharedFile('geo/provinces-38.geojson');
  it.skipIf(geography === null)('stands on land, in the right province', () => {
    const shapes = readShapes(geography ?? '');
    const inside = country.markets.filter((m) =>
      (shapes.get(m.regionId) ?? []).some((ring) => contains(ring, m.longitude, m.latitude)),
    );
    expect(inside.length / country.markets.length).toBeGreaterThan(0.97);
  });
});

type Ring = readonly (readonly [number, number])[];

/** Outer rings of each province. */
function readShapes(path: string): Map<number, Ring[]> {
  const file = JSON.parse(readFileSync(path, 'utf8')) as {
    features: {
      properties: { KODE_PROV: string };
      geometry: { type: string; coordinates: Ring[] | Ring[][] };
    }[];
  };
  return new Map(
    file.features.map((f) => {
      const polygons = (
        f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates
      ) as Ring[][];
      return [Number(f.properties.KODE_PROV), polygons.flatMap((p) => p.slice(0, 1))];
    }),
  );
}

function contains(ring: Ring, x: number, y: number): boolean {
  let within = false;
  for (const [i, [xi, yi]] of ring.entries()) {
    const [xj, yj] = ring.at(i - 1) ?? [xi, yi];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within;
  }
  return within;
}
