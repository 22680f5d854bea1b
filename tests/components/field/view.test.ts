import { expect, it } from 'vitest';
import { readView } from '@/components/field/use-view';

it('an address of the phone app that is no text in UTF-8 names an item that nobody asks for, and breaks nothing', () => {
  expect(readView('#/entry/%E0%A4%A')).toEqual({ name: 'entry', commodity: '%E0%A4%A', corrects: null });
  expect(readView('#/entry/beras-medium/abc')).toEqual({
    name: 'entry',
    commodity: 'beras-medium',
    corrects: 'abc',
  });
});
