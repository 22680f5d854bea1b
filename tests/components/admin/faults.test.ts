import { describe, expect, it } from 'vitest';
import { faultsOfAll } from '@/components/admin/faults';

describe('what stands against a form', () => {
  const faults = [
    { field: 'name', text: 'Write a name.' },
    { field: '', text: 'This is not there any more.' },
    { field: 'alias', text: 'It is gone.' },
    { field: 'market', text: 'It is gone.' },
  ];

  it('is never silent: what no field of the form can say is said for the whole, once', () => {
    expect(faultsOfAll(faults, new Set(['name', 'price']))).toEqual([
      'This is not there any more.',
      'It is gone.',
    ]);
  });

  it('is said beside its field alone where there is one', () => {
    expect(faultsOfAll(faults, new Set(['name', 'alias', 'market', '']))).toEqual([]);
  });
});
