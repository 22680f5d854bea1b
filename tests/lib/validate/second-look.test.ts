import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubtOf } from '@/lib/validate/doubt';
import { DEFAULT_RULES } from '@/lib/validate/judge';
import { JudgeStream, type Settled } from '@/lib/validate/stream';
import en from '@/messages/en.json';
import id from '@/messages/id.json';
import { report } from './build';

const MARKETS = [1, 2, 3, 4, 5, 6, 7, 8];
const START = 20_000;
const DAY = START + 40;
const HOUR = 3_600_000;

/** What becomes of market 1's price of day 40 beside seven calm ones, by what it reports on the days after. */
function outcome(factor: number, later: readonly number[]): { first: string; settled: Settled | undefined } {
  const stream = new JudgeStream(DEFAULT_RULES);
  const factors = new Map([factor, ...later].map((f, i) => [DAY + i, f]));
  let held = { row: -1, lane: '' };
  const all: Settled[] = [];
  for (let day = START; day <= DAY + later.length; day++) {
    for (const marketId of MARKETS) {
      const usual = 10_000 + ((day * 7 + marketId * 13) % 5) * 50;
      const price = Math.round(usual * (marketId === 1 ? (factors.get(day) ?? 1) : 1));
      const { row, verdict, settled } = stream.push(
        report({ marketId, deviceId: `D${marketId}`, day, price }),
      );
      if (marketId === 1 && day === DAY) held = { row, lane: verdict.lane };
      all.push(...settled);
    }
  }
  all.push(...stream.finish());
  return { first: held.lane, settled: all.find((s) => s.row === held.row) };
}

describe('the second look', () => {
  it('keeps a jump that the market took back at once', () => {
    const { first, settled } = outcome(1.15, [1, 1, 1, 1]);
    expect(first).toBe('quarantined');
    expect(settled).toMatchObject({ lane: 'quarantined', reason: 'unconfirmed' });
  });

  it('releases a jump of which later reports kept a part', () => {
    const { first, settled } = outcome(1.15, [1.06, 1.06, 1.06, 1.06]);
    expect(first).toBe('quarantined');
    expect(settled).toMatchObject({ lane: 'accepted', reason: 'uncontradicted' });
  });

  it('hears nothing that arrived after the 72nd hour', () => {
    const stream = new JudgeStream(DEFAULT_RULES);
    for (let day = START; day < DAY; day++)
      stream.push(report({ day, price: 10_000 + ((day * 7) % 5) * 50 }));
    const { row, verdict } = stream.push(report({ day: DAY, price: 12_500 }));
    expect(verdict.lane).toBe('quarantined');
    const at = (hours: number) => report({ day: DAY }).receivedAt + hours * HOUR;
    const tell = (hours: number) =>
      stream.push(report({ day: DAY + 3, price: 12_500, receivedAt: at(hours), observedAt: at(hours) }));
    expect(tell(73).settled).toEqual([
      expect.objectContaining({ row, lane: 'quarantined', reason: 'unconfirmed', at: at(72) }),
    ]);
  });

  it('stores enough to work out its doubt by hand', () => {
    const { settled } = outcome(1.15, [1.03, 1, 1.01, 1]);
    const value = (name: string) => settled?.detectors.find((d) => d.name === name)?.value ?? Number.NaN;
    const doubt = doubtOf({
      step: value('step'),
      gap: value('neighbours'),
      kept: value('kept'),
      moved: value('moved'),
      drift: value('wandered'),
      claims: value('claims'),
      quarantined: true,
    });
    expect(value('doubt')).toBeCloseTo(doubt, 3);
  });

  it('names all that it measures in both languages', () => {
    const { settled } = outcome(1.15, [1, 1, 1, 1]);
    const names = settled?.detectors.map((d) => d.name) ?? [];
    expect(names).toContain('doubt');
    for (const words of [id, en])
      expect(Object.keys(words.review.detector.name)).toEqual(expect.arrayContaining(names));
  });

  it('doubts a larger step more, and less what was kept more', () => {
    const amount = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, amount, fc.boolean(), (step, gap, kept, more, quarantined) => {
        const seen = { step, gap, kept, moved: 1, drift: 1, claims: 0, quarantined };
        expect(doubtOf({ ...seen, step: step + more })).toBeGreaterThanOrEqual(doubtOf(seen));
        expect(doubtOf({ ...seen, kept: kept + more })).toBeLessThanOrEqual(doubtOf(seen));
      }),
    );
  });
});
