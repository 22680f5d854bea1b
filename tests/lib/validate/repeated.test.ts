import { describe, expect, it } from 'vitest';
import { ai } from '@/lib/validate/ai';
import { DEFAULT_RULES } from '@/lib/validate/judge';
import { JudgeStream } from '@/lib/validate/stream';
import { report } from './build';

const START = 20_000;

/** One market without peers that wobbles by 1 % for 40 days and then says what it is given. */
function lanes(prices: readonly number[], rules = DEFAULT_RULES): string[] {
  const stream = new JudgeStream(rules);
  for (let day = START; day < START + 40; day++) {
    stream.push(report({ day, price: 10_000 + ((day * 7) % 5) * 50 }));
  }
  return prices.map((price, i) => stream.push(report({ day: START + 40 + i, price })).verdict.lane);
}

describe('a claim that is told again', () => {
  it('waits with the quarantined price that it repeats, instead of being quarantined itself', () => {
    expect(lanes([13_000, 13_050, 13_100])).toEqual(['quarantined', 'provisional', 'provisional']);
  });

  it('does so too when the price goes on a little in the same direction', () => {
    expect(lanes([13_000, 13_250]).slice(1)).toEqual(['provisional']);
  });

  it('is no shelter for another jump on top of it', () => {
    expect(lanes([13_000, 17_500]).slice(1)).toEqual(['quarantined']);
  });
});

describe('the model behind the detectors', () => {
  it('accepts and holds exactly what is accepted and held without it', () => {
    const prices = Array.from({ length: 60 }, (_, i) => Math.round(10_000 * (1 + ((i * 37) % 41) / 200)));
    const held = (lane: string) => lane !== 'accepted';
    const alone = prices.map((price) => held(lanes([price])[0] ?? ''));
    const advised = prices.map((price) => held(lanes([price], { ...DEFAULT_RULES, ai: true })[0] ?? ''));
    expect(advised).toEqual(alone);
  });

  it('names its value, its limit and what it was learnt from', () => {
    const habit = { fast: 0.01, slow: 0.01, move: 0.02, surprise: 0, wander: 0.02 };
    const expected = {
      log: 9.2,
      low: 9.19,
      high: 9.21,
      deviation: 0.01,
      unrest: 1,
      lastLog: 9.2,
      origin: null,
      days: 1,
      peers: 9,
      habit,
      weights: {
        nation: 0,
        island: 0,
        region: 0,
        reversion: 0,
        floor: 0,
        steps: 0,
        prior: 0,
        priorMove: 0,
        priorWander: 0,
        unrest: 0,
        alone: 0,
      },
    };
    const said = ai({ expected, log: 9.3, gap: 9, drift: 0, z: 9, outside: 6 });
    expect(said).toEqual(ai({ expected, log: 9.3, gap: 9, drift: 0, z: 9, outside: 6 }));
    expect(said.vote).toBe(said.value >= said.limit);
    expect(said.window).toBeGreaterThan(0);
  });
});
