import { describe, expect, it } from 'vitest';
import { field } from '@/app/act';
import { textOf } from '@/app/admin-save';

describe('a field of a form', () => {
  it.each([
    ['of people and tokens', field],
    ['of master data', textOf],
  ])(
    '%s never brings a sign that no database keeps, and is empty when it is missing or a file',
    (_, read) => {
      const form = new FormData();
      form.set('name', 'mit\u0000ra');
      form.set('file', new File(['x'], 'x.csv'));
      expect(read(form, 'name')).toBe('mitra');
      expect([read(form, 'file'), read(form, 'other'), read(undefined, 'name')]).toEqual(['', '', '']);
    },
  );
});
