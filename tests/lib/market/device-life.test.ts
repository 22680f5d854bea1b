import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentSince } from '@/lib/market/device-silence';
import { afterMove, DEVICE_MOVES, DEVICE_STATES } from '@/lib/market/device-state';

describe('the states of a device', () => {
  it('leave retirement by nothing', () => {
    expect(DEVICE_MOVES.map((move) => afterMove('retired', move))).toEqual(DEVICE_MOVES.map(() => null));
  });

  it('never lead from revoked to active but by a new code that is redeemed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...DEVICE_MOVES), { maxLength: 8 }), (moves) => {
        let state: (typeof DEVICE_STATES)[number] = 'revoked';
        let enrolled = false;
        for (const move of moves) {
          const next = afterMove(state, move);
          if (next === null) continue;
          if (move === 'enrol') enrolled = true;
          if (next === 'active') expect(enrolled).toBe(true);
          state = next;
        }
      }),
    );
  });

  it('can all be revoked or retired, save those that are', () => {
    for (const state of DEVICE_STATES.filter((s) => s !== 'retired')) {
      expect(afterMove(state, 'retire')).toBe('retired');
      if (state !== 'revoked') expect(afterMove(state, 'revoke')).toBe('revoked');
    }
  });
});

const RULE = { rounds: 3, hours: 26 };

describe('a silent device', () => {
  it('is silent from three intervals on, never before ten minutes, and never becomes less silent with time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.option(fc.integer({ min: 1, max: 604_800 })),
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 1e9 }),
        (heard, interval, a, b) => {
          const [early, late] = [heard + Math.min(a, b), heard + Math.max(a, b)];
          const since = silentSince(heard, interval, early, RULE);
          if (since !== null) {
            expect(since - heard).toBeGreaterThanOrEqual(600_000);
            if (interval !== null) expect(since - heard).toBeGreaterThanOrEqual(3_000 * interval);
            expect(since).toBeLessThan(early);
            expect(silentSince(heard, interval, late, RULE)).toBe(since);
          }
        },
      ),
    );
    expect(silentSince(0, 60, 600_001, RULE)).toBe(600_000);
    expect(silentSince(0, 3_600, 3 * 3_600_000, RULE)).toBeNull();
    expect(silentSince(0, null, 26 * 3_600_000 + 1, RULE)).toBe(26 * 3_600_000);
    expect(silentSince(0, 3_600, 2 * 3_600_000, { rounds: 1, hours: 26 })).toBe(3_600_000);
    expect(silentSince(0, null, 3 * 3_600_000, { rounds: 3, hours: 2 })).toBe(2 * 3_600_000);
  });
});
