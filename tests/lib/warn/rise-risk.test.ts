import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { riseRisk } from '@/lib/warn/rise-risk';

const logsOf = (days: number, price: (day: number) => number) =>
  Float64Array.from({ length: days }, (_, day) => Math.log(price(day)));
const volatility = fc.constantFrom('low', 'medium', 'high' as const);

describe('the risk of a rise', () => {
  it('is a chance for any past, however short', () => {
    const prices = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(prices, volatility, (past, kind) => {
        const { up10, cross90 } = riseRisk(Float64Array.from(past, Math.log), kind);
        for (const chance of [up10, cross90]) {
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('does not depend on the unit of the price', () => {
    const step = fc.double({ min: -0.1, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), volatility, (steps, kind) => {
        let at = 10;
        const logs = Float64Array.from(steps, (s) => (at += s));
        const other = logs.map((x) => x + Math.log(3));
        expect(riseRisk(other, kind).up10).toBeCloseTo(riseRisk(logs, kind).up10, 6);
      }),
    );
  });

  it('is next to none for a price that never moved, and the less the longer it did not', () => {
    const calm = (days: number) =>
      riseRisk(
        logsOf(days, () => 12_000),
        'high',
      ).up10;
    expect(calm(400)).toBeLessThan(0.01);
    expect(calm(400)).toBeLessThan(calm(30));
  });

  it('of a price that goes up and down by a fifth is higher after it fell than after it rose', () => {
    const logs = logsOf(400, (day) => (day % 10 < 5 ? 10_000 : 12_000));
    const fell = riseRisk(logs.slice(0, 394), 'high').up10;
    const rose = riseRisk(logs.slice(0, 398), 'high').up10;
    expect(fell).toBeGreaterThan(0.5);
    expect(rose).toBeLessThan(0.6 * fell);
  });

  it('of crossing the year’s height is near certain where the price stands above it, and small far below', () => {
    const rising = logsOf(365, (day) => 10_000 + 50 * day);
    expect(riseRisk(rising, 'medium').cross90).toBeGreaterThan(0.9);
    const fallen = logsOf(365, (day) => (day < 300 ? 20_000 : 10_000));
    expect(riseRisk(fallen, 'medium').cross90).toBeLessThan(0.05);
  });
});
