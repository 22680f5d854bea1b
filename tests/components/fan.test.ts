import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAN_HEIGHT, FAN_WIDTH, prepareFan } from '@/components/forecast/prepare-fan';
import { dayToIso } from '@/lib/market/calendar';

const price = fc.integer({ min: 1, max: 500_000 });
const DAY = 20_000;

function coming(middle: number) {
  return [1, 2, 3].map((h) => ({
    h,
    date: dayToIso(DAY + h),
    mean: middle,
    quantiles: Object.fromEntries(
      ['0.1', '0.25', '0.5', '0.75', '0.9'].map((level) => [level, middle * (0.7 + 0.6 * Number(level))]),
    ),
  }));
}

describe('the fan', () => {
  it('stays in its picture, whatever the prices', () => {
    fc.assert(
      fc.property(fc.array(price, { minLength: 1, maxLength: 30 }), price, (prices, middle) => {
        const seen = prices.map((p, i) => ({
          day: dayToIso(DAY - prices.length + 1 + i),
          price: p,
          impact_score: null,
        }));
        const fan = prepareFan(seen, coming(middle));
        if (fan === null) throw new Error('no fan');
        for (const path of [fan.past, fan.middle, fan.half, fan.wide]) {
          for (const [, x, y] of path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
            expect(Number(x)).toBeGreaterThanOrEqual(0);
            expect(Number(x)).toBeLessThanOrEqual(FAN_WIDTH);
            expect(Number(y)).toBeGreaterThanOrEqual(0);
            expect(Number(y)).toBeLessThanOrEqual(FAN_HEIGHT);
          }
        }
      }),
    );
  });

  it('leaves a gap where no price was seen, and is nothing without a past or a future', () => {
    const seen = [0, 1, 5].map((i) => ({ day: dayToIso(DAY - 5 + i), price: 100 + i, impact_score: null }));
    expect(prepareFan(seen, coming(100))?.past.match(/M/g)).toHaveLength(2);
    expect(prepareFan([], coming(100))).toBeNull();
    expect(prepareFan(seen, [])).toBeNull();
  });
});
