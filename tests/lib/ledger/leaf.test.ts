import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@/lib/ledger/bytes';
import { decodeLeaf, encodeLeaf, leafText, plainLeafIndex } from '@/lib/ledger/leaf';
import type { PriceLeaf } from '@/lib/ledger/leaf-kinds';
import { anyLeaf } from './leaf-arbitrary';

const sample: PriceLeaf = {
  kind: 'price',
  index: 73_894,
  readingId: '3f0c6e2a-98f1-4c7e-9d6f-3c8a4a1f2b7d',
  deviceId: 'DEV-001',
  market: 'PASAR-001',
  commodity: 'cabai-merah-keriting',
  price: 15_000,
  unit: 'kg',
  observedAt: Date.UTC(2025, 11, 12, 12, 34, 56, 789),
  receivedAt: Date.UTC(2025, 11, 12, 12, 34, 57, 1),
  provenance: 'observed',
  lane: 'accepted',
  ruleVersion: 'v1',
  score: 0.125,
  flags: [],
};

const SAMPLE_TEXT =
  'smp-ledger/v1 price 73894\n{"commodity":"cabai-merah-keriting","device":"DEV-001","flags":[],"lane":"accepted",' +
  '"market":"PASAR-001","observed_at":"2025-12-12T12:34:56.789Z","price":15000,"provenance":"observed",' +
  '"reading":"3f0c6e2a-98f1-4c7e-9d6f-3c8a4a1f2b7d","received_at":"2025-12-12T12:34:57.001Z","rule":"v1",' +
  '"score":0.125,"unit":"kg"}';

const refused = (written: string) => expect(() => decodeLeaf(utf8(written)), written);

describe('a leaf', () => {
  it('is a tagged line and one canonical JSON object, to the byte', () => {
    expect(leafText(sample)).toBe(SAMPLE_TEXT);
    expect(encodeLeaf(sample).length).toBeLessThanOrEqual(350);
  });

  it('comes back as it went in, whatever its kind', () => {
    fc.assert(
      fc.property(anyLeaf, (leaf) => {
        expect(decodeLeaf(encodeLeaf(leaf))).toEqual(leaf);
      }),
      { numRuns: 1000 },
    );
  });

  it('has one form only: bytes that decode are the bytes that are written', () => {
    const position = fc.nat({ max: SAMPLE_TEXT.length - 1 });
    const character = fc.constantFrom(...' "\\0123456789.eE+-:,{}[]\nabZ\u0000\u007f\u00e9');
    const edit = fc.tuple(position, fc.nat(2), fc.array(character, { maxLength: 2 }));
    let decoded = 0;
    fc.assert(
      fc.property(edit, ([at, removed, added]) => {
        const bytes = utf8(SAMPLE_TEXT.slice(0, at) + added.join('') + SAMPLE_TEXT.slice(at + removed));
        const leaf = tryDecode(bytes);
        const quick = plainLeafIndex(bytes);
        if (quick !== null) expect(quick).toBe(leaf?.index);
        if (leaf === null) return;
        decoded++;
        expect(encodeLeaf(leaf)).toEqual(bytes);
      }),
      { numRuns: 5000 },
    );
    expect(decoded).toBeGreaterThan(100);
  });

  it('of any kind is recognised at a glance, unless there is something special in it', () => {
    fc.assert(
      fc.property(anyLeaf, (leaf) => {
        const quick = plainLeafIndex(encodeLeaf(leaf));
        if (quick !== null) expect(quick).toBe(leaf.index);
      }),
      { numRuns: 1000 },
    );
    expect(plainLeafIndex(encodeLeaf(sample))).toBe(sample.index);
    expect(
      plainLeafIndex(encodeLeaf({ ...sample, flags: ['z_score', 'iqr'], evidence: 'ab'.repeat(32) })),
    ).toBe(sample.index);
  });

  it('is recognised only with a day that exists and a number in its one form', () => {
    const day = fc.tuple(
      fc.integer({ min: 1960, max: 2110 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    const digits = fc.stringMatching(/^[01](\.[0-9]{1,20}(e-[0-9]{1,2})?)?$/);
    const two = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(day, digits, ([y, m, d], score) => {
        const text = SAMPLE_TEXT.replace('2025-12-12T12:34:56', `${y}-${two(m)}-${two(d)}T12:34:56`);
        for (const written of [text, SAMPLE_TEXT.replace('0.125', score)]) {
          const quick = plainLeafIndex(utf8(written));
          if (quick !== null) expect(decodeLeaf(utf8(written)).index).toBe(quick);
        }
      }),
      { numRuns: 3000 },
    );
    expect(plainLeafIndex(utf8(SAMPLE_TEXT.replace('2025-12-12', '2025-12-31')))).toBe(sample.index);
    expect(plainLeafIndex(utf8(SAMPLE_TEXT.replace('0.125', '0.0000001')))).toBeNull();
  });

  it.each([
    ['no version', SAMPLE_TEXT.slice(SAMPLE_TEXT.indexOf('price'))],
    ['another version', SAMPLE_TEXT.replace('/v1', '/v2')],
    ['unknown kind', SAMPLE_TEXT.replace(' price ', ' toString ')],
    ['position with a zero in front', SAMPLE_TEXT.replace('73894', '073894')],
    ['position too large', SAMPLE_TEXT.replace('73894', '9007199254740993')],
    ['a space', SAMPLE_TEXT.replace(',"price"', ', "price"')],
    [
      'another order',
      SAMPLE_TEXT.replace('{"commodity":"cabai-merah-keriting",', '{').replace(/}$/, ',"commodity":"x"}'),
    ],
    ['a member too many', SAMPLE_TEXT.replace(/}$/, ',"zeal":1}')],
    ['a member twice', SAMPLE_TEXT.replace('"price":15000', '"price":1,"price":15000')],
    ['__proto__', SAMPLE_TEXT.replace('{"commodity"', '{"__proto__":{"unit":"kg"},"commodity"')],
    ['a member missing', SAMPLE_TEXT.replace('"market":"PASAR-001",', '')],
    ['price as text', SAMPLE_TEXT.replace('15000', '"15000"')],
    ['price with a fraction', SAMPLE_TEXT.replace('15000', '15000.5')],
    ['price as 1.5e4', SAMPLE_TEXT.replace('15000', '1.5e4')],
    ['negative price', SAMPLE_TEXT.replace('15000', '-15000')],
    ['score as 1.250e-1', SAMPLE_TEXT.replace('0.125', '1.250e-1')],
    ['score over 1', SAMPLE_TEXT.replace('0.125', '1.125')],
    ['time in another zone', SAMPLE_TEXT.replace('12:34:57.001Z', '19:34:57.001+07:00')],
    ['time without milliseconds', SAMPLE_TEXT.replace('57.001Z', '57Z')],
    ['needless escape', SAMPLE_TEXT.replace('DEV-001', '\\u0044EV-001')],
    ['newline at the end', `${SAMPLE_TEXT}\n`],
    ['byte order mark', `\ufeff${SAMPLE_TEXT}`],
    ['null body', 'smp-ledger/v1 price 1\nnull'],
    ['no body', 'smp-ledger/v1 price 1'],
    ['nothing', ''],
  ])('is refused with %s', (_, written) => {
    refused(written).toThrow(expect.objectContaining({ code: 'BAD_LEAF' }));
  });

  it('is refused when it is not UTF-8', () => {
    const bytes = encodeLeaf(sample);
    bytes[60] = 0xff;
    expect(() => decodeLeaf(bytes)).toThrow('not UTF-8');
  });

  it.each([
    ['a price that is not whole', { price: 1.5 }],
    ['a price that is not a number', { price: Number.NaN }],
    ['a negative position', { index: -1 }],
    ['a score of NaN', { score: Number.NaN }],
    ['a moment beyond the year 9999', { observedAt: 8.64e15 }],
    ['a lone surrogate', { deviceId: '\ud800' }],
    ['evidence that is no hash', { evidence: 'x' }],
  ])('is not written with %s', (_, wrong) => {
    expect(() => encodeLeaf({ ...sample, ...wrong })).toThrow(expect.objectContaining({ code: 'BAD_LEAF' }));
  });
});

function tryDecode(bytes: Uint8Array) {
  try {
    return decodeLeaf(bytes);
  } catch {
    return null;
  }
}
