import { describe, expect, it } from 'vitest';
import { isoToDay } from '@/lib/market/calendar';
import { createCountry } from '@/lib/simulate/country';
import { dailyPrices } from '@/lib/simulate/daily-prices';
import { priceBehaviour, simulationData } from '@/prisma/seed/simulation-data';

/** Two years of the simulated country beside the figures of the real one. */
const country = createCountry(11, simulationData());
const I = country.items.length;
const days = Array.from(dailyPrices(country, isoToDay('2024-01-01'), isoToDay('2025-12-31')), (d) =>
  d.prices.slice(),
);

function series(item: number, market: number): number[] {
  return days.map((d) => d[market * I + item] ?? Number.NaN);
}

/** Mean price of each province, day by day. */
function provinceMeans(item: number): number[][] {
  return country.regions.map((region) => {
    const members = country.markets.filter((m) => m.regionId === region.id);
    return days.map(
      (d) => members.reduce((sum, m) => sum + (d[m.index * I + item] ?? Number.NaN), 0) / members.length,
    );
  });
}

function changes(values: readonly number[], lag: number): number[] {
  return values.slice(lag).map((v, i) => Math.log(v / (values[i] ?? Number.NaN)));
}

function quantile(values: readonly number[], p: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(p * (values.length - 1))] ?? Number.NaN;
}

function unchangedShare(item: number): number {
  const all = country.markets.flatMap((m) => changes(series(item, m.index), 1));
  return all.filter((c) => c === 0).length / all.length;
}

/** Share of a month's movement that all provinces make together. */
function nationalShare(item: number): number {
  const means = provinceMeans(item);
  let shared = 0;
  let total = 0;
  for (let day = 30; day < days.length; day += 30) {
    const moves = means.map((s) => Math.log((s[day] ?? Number.NaN) / (s[day - 30] ?? Number.NaN)));
    const centre = moves.reduce((a, b) => a + b, 0) / moves.length;
    shared += centre ** 2;
    total += moves.reduce((sum, m) => sum + m ** 2, 0) / moves.length;
  }
  return shared / total;
}

const itemOf = (code: string) => country.items.findIndex((i) => i.code === code);

describe('simulated prices behave like real ones', () => {
  it('four markets in five keep yesterday’s price, fewer where prices are lively', () => {
    const shares = country.items.map((_, i) => unchangedShare(i));
    const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
    expect(mean).toBeGreaterThan(0.77);
    expect(mean).toBeLessThan(0.85);
    expect(unchangedShare(itemOf('beras-medium'))).toBeGreaterThan(
      unchangedShare(itemOf('cabai-rawit-merah')),
    );
  });

  it.each(
    priceBehaviour().flatMap((b) => {
      const item = country.items.findIndex((i) => i.commodityId === b.commodityId);
      return item < 0 ? [] : [{ code: country.items[item]?.code, item, p95: b.p95Move, spread: b.spread }];
    }),
  )('$code: large daily moves and the spread between provinces are of the published size', (real) => {
    const means = provinceMeans(real.item);
    const p95 = quantile(
      means.flatMap((s) => changes(s, 1)).map((c) => Math.abs(Math.expm1(c))),
      0.95,
    );
    expect(p95 / real.p95).toBeGreaterThan(0.4);
    expect(p95 / real.p95).toBeLessThan(1.5);
    const yearly = means.map((s) => s.reduce((a, b) => a + b, 0) / s.length);
    const centre = yearly.reduce((a, b) => a + b, 0) / yearly.length;
    const spread = Math.sqrt(yearly.reduce((s, v) => s + (v - centre) ** 2, 0) / yearly.length) / centre;
    expect(spread / real.spread).toBeGreaterThan(0.5);
    expect(spread / real.spread).toBeLessThan(1.6);
  });

  it('shallots move with the nation, rice with the place', () => {
    expect(nationalShare(itemOf('bawang-merah'))).toBeGreaterThan(0.5);
    expect(nationalShare(itemOf('beras-medium'))).toBeLessThan(0.5);
  });

  it('pile up on round numbers', () => {
    const item = itemOf('bawang-merah');
    const all = country.markets.flatMap((m) => series(item, m.index)).filter((p) => p >= 20_000);
    expect(all.filter((p) => p % 1_000 === 0).length / all.length).toBeGreaterThan(0.6);
    expect(all.every((p) => p % 500 === 0)).toBe(true);
  });
});
