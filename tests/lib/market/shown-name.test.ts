import { describe, expect, it } from 'vitest';
import { isShownName } from '@/lib/market/shown-name';

describe('a name that is shown', () => {
  it.each([
    'Pasar Minggu',
    'Ibu Sari',
    '7-Mart',
    'Gula Pasir (curah)',
    'ꦥꦱꦂ',
    'a@smp.example',
    'D’Besto & Co.',
  ])('may be: %s', (name) => {
    expect(isShownName(name, 1, 80)).toBe(true);
  });

  it.each([
    '',
    '-5',
    '0',
    '2026-13-45',
    '<script>alert(1)</script>',
    'a > b',
    'a\u0000b',
    'a\u202eb',
    'a\nb',
  ])('has a letter, and no sign that draws or does something else: %j', (name) => {
    expect(isShownName(name, 1, 80)).toBe(false);
  });

  it('keeps to its lengths', () => {
    expect(isShownName('ab', 3, 80)).toBe(false);
    expect(isShownName('x'.repeat(81), 3, 80)).toBe(false);
  });
});
