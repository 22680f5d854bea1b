import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoTime } from '@/lib/market/iso-time';

it('writes every time as Date does', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      expect(isoTime(date.getTime())).toBe(date.toISOString());
    }),
  );
});

it('refuses what Date refuses', () => {
  expect(() => isoTime(8.64e15 + 86_400_000)).toThrow(RangeError);
  expect(() => isoTime(Number.NaN)).toThrow(RangeError);
});
