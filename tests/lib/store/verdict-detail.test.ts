import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DetectorResult, Verdict } from '@/lib/market/verdict';
import { verdictDetail } from '@/lib/store/river/verdict-detail';

const figure = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY));
const words = fc.string({
  unit: fc.oneof(fc.constantFrom('"', '\\', '\n', '\u001f', '\u2028'), fc.constantFrom('\ud800', 'é', 'a')),
});
const source = fc.record({ source: words, price: figure, spread: figure, age: figure });
const detector: fc.Arbitrary<DetectorResult> = fc.record(
  {
    name: words,
    value: figure,
    limit: figure,
    vote: fc.boolean(),
    window: figure,
    peers: fc.array(words),
    sources: fc.array(source),
  },
  { requiredKeys: ['name', 'value', 'limit', 'vote', 'window'] },
);
const verdict: fc.Arbitrary<Verdict> = fc.record({
  lane: fc.constant('accepted' as const),
  score: fc.constant(0),
  flags: fc.constant([]),
  ruleVersion: fc.constant('test/1'),
  detectors: fc.array(detector, { maxLength: 4 }),
  expected: fc.option(figure),
  acceptedRange: fc.option(fc.record({ low: figure, high: figure })),
});
const weighed = fc.record({ model: words, inputs: fc.array(figure) }, { requiredKeys: ['model'] });

/** In the order of the fields, which random records do not keep. */
function ordered({ name, value, limit, vote, window, peers, sources }: DetectorResult) {
  return {
    name,
    value,
    limit,
    vote,
    window,
    peers,
    sources: sources?.map(({ source, price, spread, age }) => ({ source, price, spread, age })),
  };
}

describe('what is stored of a verdict', () => {
  it('is the JSON text of its parts, whatever names and figures they hold', () => {
    fc.assert(
      fc.property(verdict, words, weighed, (judged, saidAs, { model, inputs }) => {
        const range = judged.acceptedRange;
        const told = inputs === undefined ? { model } : { model, inputs };
        expect(
          verdictDetail({ ...judged, detectors: judged.detectors.map(ordered) as never }, saidAs, told),
        ).toBe(
          JSON.stringify({
            said_as: saidAs,
            expected: judged.expected,
            accepted: range === null ? null : { low: range.low, high: range.high },
            detectors: judged.detectors.map(ordered),
            weighed: told,
          }),
        );
      }),
    );
  });
});
