import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVerdictDetail, verdictDetail } from '@/lib/store/river/verdict-detail';
import { explain } from '@/lib/validate/explain';
import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import { absorb, createMemory } from '@/lib/validate/memory';
import { type KnownWord, placeKey } from '@/lib/validate/sources';
import { accepted, report } from './build';

const DAY = 20_030;
const REGION = 31;

/** Ten markets with thirty calm days around Rp 10.000. */
function calmMemory() {
  const memory = createMemory();
  for (let day = DAY - 30; day < DAY; day++)
    for (let marketId = 1; marketId <= 10; marketId++)
      absorb(memory, accepted({ marketId, day, price: 10_000 + 50 * ((day * 7 + marketId * 3) % 5) }));
  return memory;
}

const word = (over: Partial<KnownWord> = {}): KnownWord => ({
  source: 'Pusat',
  marketId: 0,
  day: DAY,
  price: 10_100,
  spread: 0.02,
  ...over,
});

function judged(price: number, words: readonly KnownWord[], marketId = 1) {
  const memory = calmMemory();
  memory.sources.set(placeKey(REGION, 1), words);
  const asked = report({ marketId, day: DAY, price });
  return { memory, asked, verdict: judge(asked, memory, DEFAULT_RULES) };
}

const heard = (verdict: ReturnType<typeof judge>) => verdict.detectors.find((d) => d.name === 'multi_source');

const words = fc.array(
  fc.record({
    source: fc.constantFrom('Pusat', 'Mitra', 'Dinas'),
    marketId: fc.constantFrom(0, 1, 2),
    day: fc.integer({ min: DAY - 6, max: DAY + 2 }),
    price: fc.integer({ min: 2_000, max: 60_000 }),
    spread: fc.double({ min: 0, max: 0.3, noNaN: true }),
  }),
  { maxLength: 6 },
);
const prices = fc.integer({ min: 1_000, max: 100_000 });

describe('outside sources in the judge', () => {
  it('change nothing where there are none, and nothing when they agree', () => {
    expect(heard(judged(10_100, []).verdict)).toBeUndefined();
    const { verdict } = judged(10_100, [word(), word({ source: 'Mitra', price: 10_050 })]);
    expect(verdict).toMatchObject({ lane: 'accepted', flags: [] });
    expect(heard(verdict)).toMatchObject({ vote: false, window: 2 });
  });

  it('make a price wait that one of them contradicts, and quarantine what two contradict', () => {
    const { verdict: one } = judged(10_100, [word({ marketId: 1, price: 14_000 })]);
    expect(one).toMatchObject({ lane: 'provisional', flags: ['multi_source'] });
    const both = [
      word({ marketId: 1, price: 14_000 }),
      word({ source: 'Mitra', marketId: 1, price: 14_100 }),
    ];
    expect(judged(10_100, both).verdict.lane).toBe('quarantined');
  });

  it('never let one source alone quarantine what would have been accepted', () => {
    fc.assert(
      fc.property(prices, words, (price, said) => {
        const one = said.filter((w) => w.source === 'Pusat');
        const without = judged(price, []).verdict.lane;
        if (without === 'accepted') expect(judged(price, one).verdict.lane).not.toBe('quarantined');
      }),
      { numRuns: 150 },
    );
  });

  it('hear the market itself before its region, the age of a word, and nothing old, future or absurd', () => {
    const own = word({ marketId: 1, price: 10_300 });
    const { verdict } = judged(10_100, [word({ price: 10_200 }), own]);
    expect(heard(verdict)?.sources).toMatchObject([{ price: 10_300, age: 0 }]);
    const [young, old] = [0, 3].map((age) => heard(judged(10_100, [word({ day: DAY - age })]).verdict));
    expect(old?.sources?.[0]?.spread ?? 0).toBeGreaterThan(young?.sources?.[0]?.spread ?? 1);
    for (const odd of [
      word({ day: DAY - 4 }),
      word({ day: DAY + 1 }),
      word({ marketId: 7 }),
      word({ price: 101_000 }),
    ])
      expect(heard(judged(10_100, [odd]).verdict)).toBeUndefined();
  });

  it('are stored with the verdict, so that a replay hears the same whatever they say by then', () => {
    fc.assert(
      fc.property(prices, words, words, fc.constantFrom(1, 99), (price, then, now, marketId) => {
        const { memory, asked, verdict } = judged(price, then, marketId);
        const stored = readVerdictDetail(JSON.parse(verdictDetail(verdict, 'x', { model: 'test/1' })));
        memory.sources.set(placeKey(REGION, 1), now);
        const sources = stored.detectors.find((d) => d.name === 'multi_source')?.sources ?? [];
        expect(judge({ ...asked, sources }, memory, DEFAULT_RULES)).toEqual(verdict);
        expect(stored.detectors).toEqual(verdict.detectors);
      }),
      { numRuns: 150 },
    );
  });

  it('keep the promised range: what lies inside is not contradicted', () => {
    fc.assert(
      fc.property(words, fc.double({ min: 0, max: 1, noNaN: true }), (said, where) => {
        const { memory, asked, verdict } = judged(10_100, said);
        const range = verdict.acceptedRange;
        if (range === null || range.high < range.low) return;
        const price = Math.round(range.low + where * (range.high - range.low));
        const inside = judge({ ...asked, price: Math.max(1, price) }, memory, DEFAULT_RULES);
        expect(inside.flags).not.toContain('multi_source');
        expect(inside.lane).toBe('accepted');
      }),
      { numRuns: 150 },
    );
  });

  it('give a first price a level where nothing else does, and are named in the sentence', () => {
    const memory = createMemory();
    memory.sources.set(placeKey(REGION, 1), [word({ day: DAY - 1 })]);
    const asked = report({ marketId: 1, day: DAY, price: 25_000 });
    const verdict = judge(asked, memory, DEFAULT_RULES);
    expect(verdict).toMatchObject({ lane: 'provisional', flags: ['multi_source'] });
    expect(explain(verdict, asked, 'id')).toContain('Menurut Pusat (1 hari lalu');
    expect(explain(verdict, asked, 'en')).toContain('According to Pusat (a day ago');
    expect(explain(verdict, asked, 'en')).toContain('10,100');
  });
});
