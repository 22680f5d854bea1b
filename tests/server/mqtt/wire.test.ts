import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEnvelope } from '@/server/mqtt/envelope';
import { createFrameMeter } from '@/server/mqtt/limited-connection';
import { createTopics } from '@/server/mqtt/topics';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the frame meter', () => {
  /** A PUBLISH with a payload of that size on the topic `t`. */
  function message(size: number): Buffer {
    const rest = Buffer.concat([Buffer.from([0, 1, 0x74, 0, 1]), Buffer.alloc(size)]);
    const length: number[] = [];
    for (let left = rest.length; length.length === 0 || left > 0; left >>= 7)
      length.push((left & 127) | (left > 127 ? 128 : 0));
    return Buffer.concat([Buffer.from([0x32, ...length]), rest]);
  }

  it('lets through every stream of frames within the limit, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 30 }),
        (sizes, cuts) => {
          const stream = Buffer.concat(sizes.map(message));
          const within = createFrameMeter(6_000);
          for (let at = 0, i = 0; at < stream.length; i++) {
            const step = cuts[i % cuts.length] ?? 1;
            expect(within(stream.subarray(at, at + step))).toBe(true);
            at += step;
          }
        },
      ),
    );
  });

  it('stops at the head of a frame that is too long, before its body came', () => {
    const within = createFrameMeter(6_000);
    expect(within(message(100))).toBe(true);
    expect(within(message(6_001).subarray(0, 3))).toBe(false);
    // Nobody is known yet, so the first frame has to be short.
    expect(createFrameMeter(1_000_000)(message(20_000).subarray(0, 4))).toBe(false);
    expect(createFrameMeter(6_000)(new Uint8Array([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]))).toBe(false);
  });
});

describe('topics', () => {
  const topics = createTopics('pasar/data');

  it('are read as they are written', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z0-9-]{1,12}$/),
        fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/),
        fc.constantFrom('data', 'status', 'receipt', 'config'),
        (market, device, kind) => {
          expect(topics.read(topics.own(market, device, kind))).toEqual({ kind, owner: { market, device } });
        },
      ),
    );
    expect(topics.read('pasar/data')).toEqual({ kind: 'data', owner: null });
  });

  it.each([
    '',
    'pasar',
    'pasar/',
    'pasar/a/b',
    'pasar/a/b/x',
    'pasar/a/b/data/c',
    'pasar//b/data',
    'x/a/b/data',
    '/pasar/data',
    'pasar/data/',
  ])('are nothing else: %j', (topic) => {
    expect(topics.read(topic)).toBeNull();
  });
});

describe('an envelope', () => {
  it('holds a body letter by letter, and what is none is the body itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (body, signature, token) => {
        const wrapped = JSON.stringify({ body, signature, token });
        expect(openEnvelope(bytes(wrapped))).toEqual({ text: body, signature, token });
      }),
    );
    for (const text of ['{"a":"\\"body\\""}', '{"body":5}', '{"body":"x","more":1}', '"body"', '{"body"'])
      expect(openEnvelope(bytes(text))).toEqual({ text, signature: null, token: null });
  });
});
