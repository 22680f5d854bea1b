import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '@/lib/ingest/parse-body';
import { findUnstorable, isUnstorable, maybeUnstorable } from '@/lib/market/unstorable-text';

describe('a text that no database keeps', () => {
  it.each([
    ['{"note":"a\\u0000b"}', 'note'],
    ['{"prices":[{"unit":"\\ud83c"}]}', 'prices[0].unit'],
    ['{"prices":{"beras\\u0000":1}}', 'prices'],
    ['{"\\udead":1}', 'body'],
  ])('%s is refused by the name of its field', (text, field) => {
    const result = parseBody(text);
    expect(result.ok ? [] : result.errors.map((e) => [e.field, e.code])).toEqual([
      [field, 'unstorable_text'],
    ]);
  });

  it.each(['{"note":"C:\\\\u0000"}', '{"note":"\\ud83c\\udf36 cabai"}'])('%s is none', (text) => {
    expect(parseBody(text).ok).toBe(true);
  });

  it('is never overlooked by the quick look at the text, however it is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const json = JSON.stringify({ text });
        if (isUnstorable(text)) expect(maybeUnstorable(json)).toBe(true);
        expect(findUnstorable(JSON.parse(json))).toBe(isUnstorable(text) ? 'text' : null);
      }),
      { examples: [['\u0000'], ['\ud800'], ['\udc00\ud800']] },
    );
  });
});
