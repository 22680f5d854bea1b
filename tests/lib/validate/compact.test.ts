import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact } from '@/lib/validate/decide';

const limits = fc.constantFrom(0.5, 1.5, 2.07, 2.3, 2.5, 3, 3.5, 4, 4.2, 4.9, 5.88, 12);

describe('compact', () => {
  it('keeps every vote checkable by hand: value and limit compare as before', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), limits, (value, limit) => {
        // Closer than this no arithmetic tells them apart.
        fc.pre(value >= limit || value < limit - 1e-9);
        const shown = compact({ name: 'x', value, limit, vote: value >= limit, window: 1 });
        expect(shown.value >= shown.limit).toBe(shown.vote);
        expect(shown.limit).toBe(limit);
      }),
    );
  });

  it('writes at most four decimals', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (value) => {
        const shown = compact({ name: 'x', value, limit: 1, vote: false, window: 1 }).value;
        expect(Math.abs(shown - value)).toBeLessThan(1e-4);
        expect(String(shown)).toMatch(/^\d+(\.\d{1,4})?$|e-/);
      }),
    );
  });
});
