import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countKeysInText, takeCensus } from '@/lib/ingest/count-keys';
import { findJsonFault } from '@/lib/ingest/json-fault';
import { parseBody } from '@/lib/ingest/parse-body';

function faultOf(text: string) {
  const result = parseBody(text);
  return result.ok ? 'ok' : result.errors.map((e) => `${e.field} ${e.code}`).join('; ');
}

describe('one request body', () => {
  it('is one reading or a batch', () => {
    expect(parseBody('{"prices":{"cabai":1}}')).toEqual({
      ok: true,
      single: true,
      items: [{ prices: { cabai: 1 } }],
    });
    expect(parseBody('{"readings":[{},7]}')).toEqual({ ok: true, single: false, items: [{}, 7] });
  });

  it('holds 500 readings and no more', () => {
    const batch = (n: number) => JSON.stringify({ readings: Array.from({ length: n }, () => ({})) });
    expect(faultOf(batch(500))).toBe('ok');
    expect(faultOf(batch(501))).toBe('readings too_many_readings');
    expect(faultOf(batch(0))).toBe('readings not_a_list');
  });

  it.each([
    ['', 'body invalid_json'],
    ['{', 'body invalid_json'],
    ['{"prices":{"cabai":NaN}}', 'prices.cabai invalid_json'],
    [
      '{"readings":[{"prices":{"cabai":1}},{"prices":{"beras":Infinity}}]}',
      'readings[1].prices.beras invalid_json',
    ],
    ['{"a":1}x', 'body invalid_json'],
    ['{"a":01}', 'a invalid_json'],
    ["{'a':1}", 'body invalid_json'],
    ['[]', 'body not_an_object'],
    ['null', 'body not_an_object'],
    ['"{}"', 'body not_an_object'],
    ['{"readings":{}}', 'readings not_a_list'],
    ['{"readings":[{}],"extra":1}', 'extra unknown_field'],
    ['{"prices":{"cabai":1,"cabai":2}}', 'prices.cabai duplicate_key'],
    ['{"prices":{"cabai":1,"c\\u0061bai":2}}', 'prices.cabai duplicate_key'],
    ['{"readings":[{},{"device_id":"a","device_id":"b"}]}', 'readings[1].device_id duplicate_key'],
    ['{"__proto__":{"admin":true}}', '__proto__ forbidden_name'],
    ['{"prices":{"__pr\\u006fto__":1}}', 'prices.__proto__ forbidden_name'],
    ['{"__proto__":1,"__proto__":2}', '__proto__ forbidden_name'],
    ['{"prices":{"constructor":1}}', 'prices.constructor forbidden_name'],
    ['{"readings":[{"prototype":[]}]}', 'readings[0].prototype forbidden_name'],
  ])('%s answers %s', (text, expected) => {
    expect(faultOf(text)).toBe(expected);
  });

  it('may nest eight levels and not nine', () => {
    const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    expect(faultOf(nested(8))).toBe('ok');
    expect(faultOf(nested(9))).toBe('a.a.a.a.a.a.a.a too_deep');
    expect(faultOf(`{"readings":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toMatch(/too_deep$/);
  });

  it('with a million characters in one string or name is still read', () => {
    const long = 'x\\"'.repeat(300_000);
    expect(faultOf(`{"note":"${long}"}`)).toBe('ok');
    expect(faultOf(`{"note":"${long}"`)).toBe('body invalid_json');
    expect(faultOf(`{"note":"${long}}`)).toBe('note invalid_json');
  });
});

it('an answer stays short however long and many the names in the body are', () => {
  const long = 'x'.repeat(500_000);
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`f${i}`, 1]));
  const bodies = [
    `{"${long}":NaN}`,
    `{"${long}":1,"${long}":2}`,
    JSON.stringify({ readings: [{}], ...many, [long]: 1 }),
  ];
  for (const body of bodies) {
    const result = parseBody(body);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result).length).toBeLessThan(5_000);
  }
});

it('names are counted in the text as often as in the tree, whatever the strings hold', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      return countKeysInText(text) === takeCensus(JSON.parse(text), 99).keys;
    }),
  );
});

it('the fault finder agrees with JSON.parse on what is JSON', () => {
  const almost = fc.tuple(
    fc.jsonValue(),
    fc.nat(),
    fc.constantFrom('', '"', ',', '}', ':', '\\', '0', '\n', '.'),
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), almost), (sample) => {
      let text = '';
      if (typeof sample === 'string') text = sample;
      else {
        const [value, at, insert] = sample;
        const whole = JSON.stringify(value);
        const cut = at % (whole.length + 1);
        text = whole.slice(0, cut) + insert + whole.slice(cut);
      }
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      const fault = findJsonFault(text, 1000);
      return valid ? fault === null || fault.kind === 'duplicate_key' : fault !== null;
    }),
    { numRuns: 2000 },
  );
});
