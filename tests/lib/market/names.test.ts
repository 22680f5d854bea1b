import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseName } from '@/lib/market/names';

it('a normal form is its own normal form, so a name found unchanged needs no folding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const normal = normaliseName(name);
      return normaliseName(normal) === normal && /^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/.test(normal);
    }),
  );
});

it.each([
  ['Cabe  Rawit', 'cabe rawit'],
  ['cabe-rawit', 'cabe rawit'],
  [' CABÉ_RAWIT ', 'cabe rawit'],
  ['Tepung Terigu (Curah)', 'tepung terigu curah'],
  ["Red bird's-eye chili", 'red bird s eye chili'],
])('%j is folded to %j', (name, normal) => {
  expect(normaliseName(name)).toBe(normal);
});
