import { describe, expect, it } from 'vitest';
import { applyBoardDelta } from '@/components/board/apply-delta';
import { board } from '@/tests/support/board-fixture';

const delta = (price: number, at = '2026-11-22T02:01:00.000Z') => ({
  at,
  commodities: [{ commodity: 'cabai-rawit-merah', price, markets: 129, as_of: at }],
  quarantined: 5,
});

describe('national news on the board', () => {
  it('moves the price, the line\u2019s last day and every comparison together, and nothing else', () => {
    const old = board();
    const next = applyBoardDelta(old, delta(66_110));
    const card = next.commodities[0];
    expect(card?.price).toBe(66_110);
    expect(next.quarantined).toBe(5);
    expect(card?.spark.at(-1)?.price).toBe(66_110);
    expect(card?.spark.slice(0, -1)).toEqual(old.commodities[0]?.spark.slice(0, -1));
    expect(card?.changes.week?.ratio).toBeCloseTo(1.0809 * 1.1 - 1, 6);
    expect(card?.changes.year).toBeNull();
    expect(next.commodities[1]).toBe(old.commodities[1]);
  });

  it('leaves out news that the board already includes', () => {
    const old = board();
    expect(applyBoardDelta(old, delta(1, '2026-11-22T02:00:00.000Z'))).toBe(old);
  });
});
