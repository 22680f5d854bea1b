import { describe, expect, it } from 'vitest';
import { LAYERS } from '@/components/map/layers';
import { mapAddress, readMapChoice } from '@/components/map/map-address';
import { MEASURES } from '@/components/map/measures';

describe('the address of a map', () => {
  it('brings every view back as it was', () => {
    for (const measure of MEASURES)
      for (const layer of [...LAYERS, null]) {
        const choice = { measure, layer: layer ?? ('regions' as const), table: layer === null };
        const asked = new URLSearchParams(mapAddress('beras-medium', choice));
        expect(asked.get('commodity')).toBe('beras-medium');
        expect(readMapChoice(asked, 'level')).toEqual(choice);
      }
  });

  it('leaves to the map what it does not name, and what nobody knows', () => {
    const usual = { measure: 'gap', layer: 'regions', table: false };
    expect(readMapChoice(new URLSearchParams(), 'gap')).toEqual(usual);
    expect(readMapChoice(new URLSearchParams('measure=x&layer=y'), 'gap')).toEqual(usual);
  });
});
