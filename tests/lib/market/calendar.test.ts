import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayStart, dayToIso, isoToDay, localDay } from '@/lib/market/calendar';

const zone = fc.constantFrom('Asia/Jakarta' as const, 'Asia/Makassar' as const, 'Asia/Jayapura' as const);
const day = fc.integer({ min: -20_000, max: 60_000 });

describe('days', () => {
  it('and ISO dates are two writings of one thing', () => {
    fc.assert(fc.property(day, (d) => isoToDay(dayToIso(d)) === d));
  });

  it('begin at their start, last 24 hours and end before the next', () => {
    fc.assert(
      fc.property(day, zone, fc.nat(86_399_999), (d, z, within) => {
        return localDay(dayStart(d, z) + within, z) === d && localDay(dayStart(d, z) - 1, z) === d - 1;
      }),
    );
  });

  it('agree with the time-zone database', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e12, max: 3e12 }), zone, (time, z) => {
        const parts = new Intl.DateTimeFormat('en-CA', { timeZone: z, dateStyle: 'short' }).format(time);
        return parts === dayToIso(localDay(time, z));
      }),
    );
  });

  it.each(['2025-02-29', '2025-13-01', '2025-1-1', '', '2025-01-01T00:00Z', '22-11-2026'])(
    '%j is no date',
    (text) => {
      expect(() => isoToDay(text)).toThrow(RangeError);
    },
  );
});
