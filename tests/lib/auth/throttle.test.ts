import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_RULE, countAttempt, NETWORK_RULE, type ThrottleState } from '@/lib/auth/throttle';

/** Tries at these moments. @returns which were let through */
function attempts(times: readonly number[]): readonly boolean[] {
  let held: ThrottleState | null = null;
  return times.map((now) => {
    const { allowed, next } = countAttempt(ACCOUNT_RULE, held, now);
    held = next;
    return allowed;
  });
}

describe('wrong attempts', () => {
  it('are let through a few times, then wait twice as long each time', () => {
    const { free, firstMs } = ACCOUNT_RULE;
    expect(attempts(Array(free + 1).fill(0))).toEqual([...Array(free).fill(true), false]);
    const after = [...Array(free).fill(0), firstMs - 1, firstMs, firstMs + 2 * firstMs - 1, 3 * firstMs];
    expect(attempts(after).slice(free)).toEqual([false, true, false, true]);
  });

  it('never get more than some hundred passwords a day tried, however they are timed', () => {
    const DAY = 24 * 3_600_000;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: DAY - 1 }), { maxLength: 3_000 }), (times) => {
        const tried = attempts([...times].sort((a, b) => a - b)).filter(Boolean).length;
        expect(tried).toBeLessThanOrEqual(ACCOUNT_RULE.free + 6 + DAY / ACCOUNT_RULE.longestMs);
      }),
      { numRuns: 40 },
    );
  });

  it('are forgotten after a day without any', () => {
    let held: ThrottleState | null = null;
    for (let i = 0; i < 50; i++) held = countAttempt(ACCOUNT_RULE, held, i * 3_600_000).next;
    const later = (held?.lastAt ?? 0) + 24 * 3_600_000;
    expect(countAttempt(ACCOUNT_RULE, held, later).next).toMatchObject({ failures: 1, blockedUntil: null });
  });

  it('of a network, which may be a whole office, are let through more often', () => {
    expect(NETWORK_RULE.free).toBeGreaterThan(ACCOUNT_RULE.free);
  });
});
