import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passwordFault } from '@/lib/auth/password-policy';
import { readCommonPasswords } from '@/lib/services/common-passwords';

const common = readCommonPasswords();
const fault = (password: string, ...personal: string[]) => passwordFault(password, common, personal);

describe('a new password', () => {
  it.each(['jeruk limau di dapur', 'k7#pQ9!mZx2&vB', 'naik kereta ke Solo'])('may be "%s"', (password) => {
    expect(fault(password, 'sari@smp.example', 'Sari Wulandari')).toBe(null);
  });

  it.each([
    ['elevensigns', 'short'],
    ['x'.repeat(129), 'long'],
    ['password1234', 'common'],
    ['1qaz2wsx3edc', 'common'],
    ['qwertyqwerty', 'common'],
    ['Password1234!!', 'common'],
    ['aaaaaaaaaaaaaa', 'simple'],
    ['abcabdabcabdabd', 'simple'],
    ['abcdefghijklm', 'simple'],
    ['sariwulandari1', 'personal'],
  ])('may not be "%s": %s', (password, expected) => {
    expect(fault(password, 'sari@smp.example', 'Sari Wulandari')).toBe(expected);
  });

  it('is never refused for having no capitals, digits or symbols', () => {
    const words = fc.constantFrom('padi', 'sawah', 'kunyit', 'gerobak', 'timbangan', 'perahu', 'lumbung');
    fc.assert(
      fc.property(fc.uniqueArray(words, { minLength: 4, maxLength: 6 }), (chosen) => {
        expect(fault(chosen.join(' '))).toBe(null);
      }),
    );
  });
});
