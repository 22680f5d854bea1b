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

  it('of years 0 to 9999 are each one more than the day before, and no others are dates', () => {
    const [first, last] = [dayOf('0000-01-01'), dayOf('9999-12-31')];
    for (let d = first; d <= last; d += 1) if (isoToDay(dayToIso(d)) !== d) expect.fail(dayToIso(d));
    const text = fc
      .tuple(fc.nat(9999), fc.nat(19), fc.nat(39))
      .map(([y, m, d]) => `${pad(y, 4)}-${pad(m, 2)}-${pad(d, 2)}`);
    fc.assert(fc.property(text, (iso) => isDate(iso) === !Number.isNaN(dayOf(iso))));
  });

  it.each(['2025-02-29', '2025-13-01', '1900-02-29', '2025-1-1', '', '2025-01-01T00:00Z', '22-11-2026'])(
    '%j is no date',
    (text) => {
      expect(() => isoToDay(text)).toThrow(RangeError);
    },
  );
});

const pad = (n: number, length: number) => String(n).padStart(length, '0');

/** As the platform counts it; NaN for what it takes for another day, or none. */
function dayOf(iso: string): number {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(iso)
    ? time / 86_400_000
    : Number.NaN;
}

function isDate(iso: string): boolean {
  try {
    isoToDay(iso);
    return true;
  } catch {
    return false;
  }
}
