import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLedgerGaps, type Range } from '@/lib/services/ledger-gaps';

const positions = ({ from, to }: Range) => Array.from({ length: to - from }, (_, i) => from + i);

describe('the gaps of the ledger', () => {
  it('are exactly the positions that were not told of, whatever the order of the news', () => {
    const range = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 8 }))
      .map(([from, n]) => ({ from, to: from + n }));
    fc.assert(
      fc.property(
        fc.array(range),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 80 }),
        (told, start, size) => {
          const gaps = createLedgerGaps(start);
          for (const one of told) gaps.told(one);
          const known = new Set(told.flatMap(positions));
          const expected = positions({ from: start, to: Math.max(start, size) }).filter((p) => !known.has(p));
          expect(gaps.missing(size).flatMap(positions)).toEqual(expected);
        },
      ),
    );
  });
});
