import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafText } from '@/lib/ledger/leaf';
import type { PriceLeaf } from '@/lib/ledger/leaf-kinds';
import { priceLeafWriter } from '@/lib/ledger/price-leaf-text';
import { anyLeaf } from './leaf-arbitrary';

const anyPrice = anyLeaf
  .filter((leaf): leaf is PriceLeaf => leaf.kind === 'price')
  .map((leaf) => ({ ...leaf, evidence: leaf.evidence ?? 'ab'.repeat(32) }));

describe('the fast writer of price leaves', () => {
  it('writes what the writer of all leaves writes, letter by letter', () => {
    fc.assert(
      fc.property(anyPrice, (leaf) => {
        expect(priceLeafWriter(leaf)(leaf)).toBe(leafText(leaf));
      }),
    );
  });

  it('refuses what has no canonical form', () => {
    fc.assert(
      fc.property(anyPrice, (leaf) => {
        const wrong = [
          { price: 1.5 },
          { price: -1 },
          { score: 1.5 },
          { observedAt: Number.NaN },
          { deviceId: '\ud800' },
        ];
        for (const change of wrong) {
          expect(() => priceLeafWriter({ ...leaf, ...change })({ ...leaf, ...change })).toThrow(
            /expected|surrogate/,
          );
        }
      }),
      { numRuns: 10 },
    );
  });
});
