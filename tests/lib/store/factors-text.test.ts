import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FACTORS, type FactorWeights } from '@/lib/market/factor';
import { factorsText, readFactors } from '@/lib/store/river/factors-text';

const weights = fc.record(
  Object.fromEntries(
    FACTORS.map((f) => [f, fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }))]),
  ),
) as fc.Arbitrary<FactorWeights>;

it('gives back every weight of what it stored', () => {
  fc.assert(
    fc.property(weights, (given) => {
      for (const f of FACTORS)
        expect(readFactors(JSON.parse(factorsText(given)))[f]).toBeCloseTo(given[f], 15);
    }),
  );
});

it('stores no weight of 0: each would cost every price some bytes in the row, in the log and on the way', () => {
  const none = Object.fromEntries(FACTORS.map((f) => [f, 0])) as FactorWeights;
  expect(factorsText({ ...none, weather: 0.25, unexplained: 0.75 })).toBe(
    '{"weather":0.25,"unexplained":0.75}',
  );
});

it('reads rows that name every factor as well', () => {
  const given = Object.fromEntries(FACTORS.map((f, i) => [f, i / 28])) as FactorWeights;
  expect(readFactors(JSON.parse(JSON.stringify(given)))).toEqual(given);
});
