import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, createCalibration, factorOf } from '@/lib/validate/calibration';

describe('calibration', () => {
  it('keeps every fence between its trained width and twice that', () => {
    const step = fc.tuple(
      fc.constantFrom('low', 'medium', 'high'),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const calibration = createCalibration();
        for (const [volatility, days, beyond] of steps) calibrate(calibration, volatility, days, beyond);
        for (const [volatility, days] of steps) {
          expect(factorOf(calibration, volatility, days)).toBeGreaterThanOrEqual(1);
          expect(factorOf(calibration, volatility, days)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it('widens only the cell that erred', () => {
    const calibration = createCalibration();
    for (let i = 0; i < 10; i++) calibrate(calibration, 'high', 3, true);
    expect(factorOf(calibration, 'high', 5)).toBeGreaterThan(1.1);
    expect(factorOf(calibration, 'high', 1)).toBe(1);
    expect(factorOf(calibration, 'low', 3)).toBe(1);
  });
});
