import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '@/lib/validate/judge';
import { snapshot } from '@/lib/validate/memory';
import { JudgeStream } from '@/lib/validate/stream';
import { report } from './build';

const MARKETS = [1, 2, 3, 4, 5, 6, 7, 8];
const START = 20_000;

/** Eight markets that wobble around Rp 10.000 for 40 days; `change` bends some of their prices. */
function play(change: (market: number, day: number, honest: number) => number, days = 50) {
  const stream = new JudgeStream(DEFAULT_RULES);
  const lanes = new Map<string, string>();
  const finals = new Map<number, string>();
  const rows = new Map<string, number>();
  for (let day = START; day < START + days; day++) {
    for (const market of MARKETS) {
      const honest = 10_000 + ((day * 7 + market * 13) % 5) * 50;
      const price = change(market, day - START, honest);
      const { row, verdict, settled } = stream.push(
        report({ marketId: market, deviceId: `D${market}`, day, price }),
      );
      lanes.set(`${market}/${day - START}`, verdict.lane);
      rows.set(`${market}/${day - START}`, row);
      for (const s of settled) finals.set(s.row, s.lane);
    }
  }
  for (const s of stream.finish()) finals.set(s.row, s.lane);
  const final = (key: string) => finals.get(rows.get(key) ?? -1) ?? lanes.get(key);
  return { lanes, final, stream };
}

describe('a stream of reports', () => {
  it('lets a calm country through untouched', () => {
    const { lanes } = play((_m, _d, honest) => honest);
    expect([...lanes.values()].every((lane) => lane === 'accepted')).toBe(true);
  });

  it('keeps a spike that went away again out of the memory for good', () => {
    const { lanes, final, stream } = play((m, d, honest) => (m === 1 && d === 40 ? honest * 1.3 : honest));
    expect(lanes.get('1/40')).toBe('quarantined');
    expect(final('1/40')).toBe('quarantined');
    expect(snapshot(stream.memory, 1, 1).window.every((kept) => kept.price < 10_500)).toBe(true);
  });

  it('releases a jump that the other markets make a day later', () => {
    const { lanes, final } = play((m, d, honest) =>
      d > 40 || (m === 1 && d === 40) ? honest * 1.3 : honest,
    );
    expect(lanes.get('1/40')).toBe('quarantined');
    expect(final('1/40')).toBe('accepted');
  });

  it('releases a moderate local jump that stays, and lives on at the new level', () => {
    const { lanes, final } = play((m, d, honest) => (m === 1 && d >= 40 ? honest * 1.12 : honest));
    expect(lanes.get('1/40')).not.toBe('accepted');
    expect(final('1/40')).toBe('accepted');
    expect(lanes.get('1/47')).toBe('accepted');
  });

  it('stops a drift of 2 % a day that nobody else makes', () => {
    const { lanes } = play((m, d, honest) =>
      m === 1 && d >= 38 ? honest * 1.02 ** Math.min(d - 37, 10) : honest,
    );
    const caught = Array.from({ length: 10 }, (_, i) => lanes.get(`1/${38 + i}`)).includes('quarantined');
    expect(caught).toBe(true);
  });

  it('counts a price that is none as held for good, and remembers nothing of it', () => {
    const { lanes, final, stream } = play((m, d, honest) => (m === 1 && d === 40 ? 0 : honest));
    expect(lanes.get('1/40')).toBe('quarantined');
    expect(final('1/40')).toBe('quarantined');
    expect(snapshot(stream.memory, 1, 1).window.every((kept) => kept.price > 0)).toBe(true);
  });

  it('says the same when it is played again', () => {
    const wild = (m: number, d: number, honest: number) => honest * (1 + ((m * 31 + d * 17) % 23) / 60);
    expect([...play(wild).lanes]).toEqual([...play(wild).lanes]);
  });

  it('decides every held price within 72 hours of its arrival', () => {
    const stream = new JudgeStream(DEFAULT_RULES);
    const received = new Map<number, number>();
    for (let day = 0; day < 60; day++) {
      const r = report({ day, price: day % 9 === 8 ? 16_000 : 10_000 });
      const { row, settled } = stream.push(r);
      received.set(row, r.receivedAt);
      for (const s of settled) expect(s.at - (received.get(s.row) ?? 0)).toBeLessThanOrEqual(72 * 3_600_000);
    }
  });
});
