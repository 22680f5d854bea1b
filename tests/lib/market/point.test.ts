import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm, farFromHome, parseDegrees, pointFault } from '@/lib/market/point';
import { seedRows } from '@/prisma/seed/seed-rows';

const regions = seedRows().regions;
const named = (name: string) => {
  const region = regions.find((r) => r.name === name);
  if (region === undefined) throw new Error(name);
  return region;
};

describe('where a market may stand', () => {
  it('takes every province and far islands, and refuses other countries', () => {
    for (const region of regions) expect(pointFault(region, regions), region.name).toBeNull();
    const natuna = { latitude: 3.94, longitude: 108.38 };
    const merauke = { latitude: -8.49, longitude: 140.4 };
    for (const point of [natuna, merauke]) expect(pointFault(point, regions)).toBeNull();
    const tokyo = { latitude: 35.7, longitude: 139.7 };
    const perth = { latitude: -31.9, longitude: 115.9 };
    for (const point of [tokyo, perth]) expect(pointFault(point, regions)).toBe('outside_indonesia');
    expect(pointFault({ latitude: 106.8, longitude: -6.2 }, regions)).toBe('swapped_point');
    expect(pointFault({ latitude: 200, longitude: 3 }, regions)).toBe('not_a_point');
  });

  it('asks about a market of Jakarta that stands in Bandung, and not about one of Jakarta or of wide Papua', () => {
    const jakarta = named('DKI Jakarta');
    const bandung = { latitude: -6.91, longitude: 107.61 };
    expect(farFromHome(bandung, jakarta, regions)?.nearest.name).toBe('Jawa Barat');
    expect(farFromHome({ latitude: -6.2, longitude: 106.9 }, jakarta, regions)).toBeNull();
    const papua = named('Papua');
    expect(
      farFromHome({ latitude: papua.latitude + 0.7, longitude: papua.longitude }, papua, regions),
    ).toBeNull();
  });

  it('measures distances: the same both ways, nothing to itself, at most half the earth', () => {
    const point = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(distanceKm(a, a)).toBeCloseTo(0, 6);
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
        expect(distanceKm(a, b)).toBeLessThanOrEqual(20_016);
      }),
    );
    const [aceh, papua] = [named('Aceh'), named('Papua')];
    expect(distanceKm(aceh, papua)).toBeGreaterThan(4_000);
  });

  it('reads degrees as people write them, and nothing else', () => {
    expect(parseDegrees(' -6,2088 ')).toBe(-6.2088);
    expect(parseDegrees('106.8456')).toBe(106.8456);
    for (const text of ['', 'x', '6°12′', '1e2', '--6', '6,2,1']) expect(parseDegrees(text), text).toBeNull();
  });
});
