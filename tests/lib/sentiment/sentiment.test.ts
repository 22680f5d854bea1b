import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedModel } from '@/lib/sentiment/model';
import { sentimentOf } from '@/lib/sentiment/sentiment';

const model = shippedModel();
const say = (text: string) => sentimentOf(text, model);

/** Sentences of our own; none is of the texts learnt from. */
const GLAD = 'pelayanannya ramah, sayurnya segar dan harganya murah, saya senang sekali';
const CROSS = 'mengecewakan, dagingnya busuk dan penjualnya kasar, saya kapok';
const PLAIN = 'rapat dinas perdagangan akan digelar pada hari senin di kantor gubernur';

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }));

describe('the sentiment of a text', () => {
  it('is three chances that add up to one, of which the label has the greatest', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { label, score, chances } = say(text);
        const all = [chances.positive, chances.neutral, chances.negative];
        expect(all.every((c) => c >= 0 && c <= 1)).toBe(true);
        expect(all.reduce((sum, c) => sum + c, 0)).toBeCloseTo(1, 9);
        expect(score).toBe(chances[label]);
        expect(score).toBe(Math.max(...all));
      }),
    );
  });

  it('is the same each time the same text is asked about, whatever was asked in between', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const first = say(text);
        say(other);
        expect(say(text)).toEqual(first);
      }),
    );
  });

  it('is nothing known, and so neutral, where there is no word', () => {
    for (const text of ['', '   ', '\t', '\u200b', '。', '!!!', '12.000']) {
      expect(say(text)).toMatchObject({ label: 'neutral', score: 1 / 3 });
    }
  });

  it('comes of a text of any length', () => {
    expect(say('enak '.repeat(200_000)).label).toBe('positive');
    expect(say('a'.repeat(1_000_000)).score).toBeGreaterThan(0);
    expect(say('-_'.repeat(200_000)).score).toBeGreaterThan(0);
  });

  it('tells joy, anger and news apart', () => {
    expect([GLAD, CROSS, PLAIN].map((text) => say(text).label)).toEqual(['positive', 'negative', 'neutral']);
  });

  it('is turned by a negator, however it is spelt', () => {
    const { chances } = say('makanannya enak');
    for (const negator of ['tidak', 'tdk', 'gak', 'nggak', 'GA', 'gaaak', 'kurang', 'krg']) {
      const turned = say(`makanannya ${negator} enak`);
      expect(turned.label).toBe('negative');
      expect(turned.chances.positive).toBeLessThan(chances.positive);
    }
  });
});
