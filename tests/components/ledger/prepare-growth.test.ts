import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEIGHT, prepareGrowth, WIDTH } from '@/components/ledger/prepare-growth';

describe('the line of growth', () => {
  it('needs two moments', () => {
    expect(prepareGrowth([])).toBeNull();
    expect(prepareGrowth([{ at: 5, size: 3 }])).toBeNull();
    const twice = { at: 5, size: 3 };
    expect(prepareGrowth([twice, twice])).toBeNull();
  });

  it('starts at zero, fits its frame and has few round grid lines', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.nat(1e6)), {
      minLength: 2,
      maxLength: 90,
    });
    fc.assert(
      fc.property(steps, (grown) => {
        let [at, size] = [1_700_000_000_000, 0];
        const points = grown.map(([time, leaves]) => {
          [at, size] = [at + time, size + leaves];
          return { at, size };
        });
        const chart = prepareGrowth(points);
        if (chart === null) throw new Error('no chart');
        const values = chart.grid.map(({ value }) => value);
        expect(values[0]).toBe(0);
        expect(values.length).toBeLessThanOrEqual(6);
        expect(values.at(-1)).toBeGreaterThanOrEqual(size);
        for (const [, x = '', y = ''] of chart.line.matchAll(/H([\d.]+)V([\d.]+)/g)) {
          expect(Number(x)).toBeLessThanOrEqual(WIDTH);
          expect(Number(y)).toBeLessThanOrEqual(HEIGHT);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
