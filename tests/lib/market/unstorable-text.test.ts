import { describe, expect, it } from 'vitest';
import { findUnstorable } from '@/lib/market/unstorable-text';

describe('a text that no database keeps', () => {
  it.each([
    ['{"note":"a\\u0000b"}', 'note'],
    ['{"ids":["DEV-1","\\u0000"]}', 'ids[1]'],
    ['{"prices":[{"unit":"\\ud83c"}]}', 'prices[0].unit'],
    ['{"prices":{"beras\\u0000":1}}', 'prices'],
    ['{"\\udead":1}', 'body'],
    ['"\\u0000"', 'body'],
  ])('%s is found by the name of its field', (json, field) => {
    expect(findUnstorable(JSON.parse(json))).toBe(field);
  });

  it.each(['{"note":"C:\\\\u0000"}', '{"note":"\\ud83c\\udf36 cabai"}', '[1,null,{"a":true}]'])(
    '%s is none',
    (json) => {
      expect(findUnstorable(JSON.parse(json))).toBeNull();
    },
  );
});
