import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUCKETS, featuresOf } from '@/lib/sentiment/features';
import { tokensOf } from '@/lib/sentiment/tokens';

describe('the tokens of a text', () => {
  it('are the same for spelling that only stresses', () => {
    const plain = tokensOf('enak banget ya');
    for (const text of ['ENAAAAK bangettt ya', 'enak2 banget ya', 'Enak  bangeeet yaaa']) {
      expect(tokensOf(text)).toEqual(plain);
    }
  });

  it('tell links, people and numbers by their kind', () => {
    expect(tokensOf('@budi beli 2 kg Rp 15.000, lihat https://x.id/a?b=1')).toEqual([
      '‹person›',
      'beli',
      '‹number›',
      'kg',
      'rp',
      '‹number›',
      ',',
      'lihat',
      '‹link›',
    ]);
  });

  it('read a picture as the word for what it shows', () => {
    for (const sign of ['😊', ':)', ': )', '=D', '^_^', '👍🏽'])
      expect(tokensOf(`ya ${sign}`)).toEqual(['ya', 'senang']);
    for (const sign of ['😭', ':(', ":'(", 'T_T']) expect(tokensOf(`ya ${sign}`)).toEqual(['ya', 'sedih']);
    expect(tokensOf('ya ❤️')).toEqual(['ya', 'suka']);
    expect(tokensOf('ya 😡')).toEqual(['ya', 'marah']);
  });

  it('leave a colon before a word alone', () => {
    expect(tokensOf('menu: daging, pisang')).toEqual(['menu', ':', 'daging', ',', 'pisang']);
  });

  it('give a negator one spelling', () => {
    expect(tokensOf('gak nggak TDK enggak gaaak')).toEqual(Array(5).fill('tidak'));
  });
});

describe('the features of a text', () => {
  it('fill buckets that exist, and are no longer than both sides together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const features = featuresOf(text);
        const exists = (b: number) => Number.isInteger(b) && b >= 0 && b < BUCKETS;
        expect([...features.keys()].every(exists)).toBe(true);
        expect([...features.values()].every((value) => value > 0)).toBe(true);
        const length = Math.sqrt([...features.values()].reduce((sum, v) => sum + v * v, 0));
        expect(length).toBeLessThanOrEqual(2.5 + 1e-9);
      }),
    );
  });

  it('weigh a text that is said twice as much as one that is said once', () => {
    const once = featuresOf('cabai murah sekali');
    const sum = (f: ReadonlyMap<number, number>) => [...f.values()].reduce((s, v) => s + v * v, 0);
    expect(sum(featuresOf('cabai murah sekali . cabai murah sekali'))).toBeLessThan(1.5 * sum(once));
  });

  it('tell a word under a negator from the word alone', () => {
    const [plain, turned] = [featuresOf('rasanya enak'), featuresOf('rasanya tidak begitu enak')];
    const alone = featuresOf('tidak begitu');
    const fresh = [...turned.keys()].filter((b) => !plain.has(b) && !alone.has(b));
    // The pairs `rasanya tidak` and `begitu enak`, and `enak` as it is under a negator.
    expect(fresh.length).toBe(3);
  });
});
