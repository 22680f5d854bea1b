import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ago,
  clock,
  dayLong,
  dayShort,
  decimal,
  localDate,
  percent,
  rupiah,
  rupiahShort,
  signedPercent,
} from '@/components/ui/format';

const NB = '\u00a0';

describe('numbers as people here write them', () => {
  it('writes rupiah with points, a hard space, and never a broken zero', () => {
    expect(rupiah(15_000, 'id')).toBe(`Rp${NB}15.000`);
    expect(rupiah(1_234_567, 'id')).toBe(`Rp${NB}1.234.567`);
    expect(rupiah(15_000, 'en')).toBe(`Rp${NB}15,000`);
    expect(rupiah(-250, 'id')).toBe(`\u2212Rp${NB}250`);
    expect(rupiah(-0.2, 'id')).toBe(`Rp${NB}0`);
  });

  it('reads back to the same number, for any whole rupiah', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (n) => {
        expect(Number(rupiah(n, 'id').slice(3).replaceAll('.', ''))).toBe(n);
        expect(Number(rupiah(n, 'en').slice(3).replaceAll(',', ''))).toBe(n);
      }),
    );
  });

  it('shortens thousands and millions without trailing zeros', () => {
    expect(rupiahShort(1_250_000, 'id')).toBe(`1,25${NB}jt`);
    expect(rupiahShort(42_500, 'id')).toBe(`42,5${NB}rb`);
    expect(rupiahShort(40_000, 'id')).toBe(`40${NB}rb`);
    expect(rupiahShort(100_000, 'en')).toBe('100k');
    expect(rupiahShort(900, 'id')).toBe('900');
    expect(rupiahShort(999_990, 'id')).toBe(`1.000${NB}rb`);
    expect(rupiahShort(1_000_000_000, 'en')).toBe('1,000m');
  });

  it('writes a comma before decimals and gives a sign only where something is left after rounding', () => {
    expect(percent(0.082, 'id')).toBe(`8,2${NB}%`);
    expect(signedPercent(0.082, 'en')).toBe('+8.2%');
    expect(signedPercent(-0.004, 'id')).toBe(`\u22120,4${NB}%`);
    expect(signedPercent(-0.0001, 'id')).toBe(`0,0${NB}%`);
    expect(decimal(-0.001, 1, 'id')).toBe('0,0');
  });
});

describe('times with their zone', () => {
  const evening = Date.parse('2026-11-22T17:30:00Z');

  it('tells the local day and hour of each zone', () => {
    expect(clock(evening, 'Asia/Jakarta', 'id')).toBe(`00.30${NB}WIB`);
    expect(clock(evening, 'Asia/Makassar', 'id')).toBe(`01.30${NB}WITA`);
    expect(clock(evening, 'Asia/Jayapura', 'en')).toBe(`02:30${NB}WIT`);
    expect(localDate(evening, 'Asia/Jakarta')).toBe('2026-11-23');
  });

  it('names days and months in both languages', () => {
    expect(dayLong('2026-11-22', 'id')).toBe('Minggu, 22 November 2026');
    expect(dayLong('2026-11-22', 'en')).toBe('Sunday, 22 November 2026');
    expect(dayShort('2026-08-05', 'id')).toBe(`5${NB}Agu${NB}2026`);
  });

  it('rounds an age down and never tells the future', () => {
    expect(ago(evening - 3 * 86_400_000 - 5, evening, 'id')).toBe('3 hari lalu');
    expect(ago(evening - 3_600_000, evening, 'en')).toBe('1 hour ago');
    expect(ago(evening + 60_000, evening, 'id')).toBe('baru saja');
  });
});
