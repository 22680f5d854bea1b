import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '@/lib/simulate/random';
import { type Answer, type RoundsDeps, startRounds } from '@/server/demo/rounds';

const quiet = { info: vi.fn(), warn: vi.fn(), debug: vi.fn() };
const FINE: Answer = { status: 202, retryAfter: 0, answer: '' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(over: Partial<RoundsDeps<number>>) {
  return startRounds<number>({
    log: quiet,
    random: createRandom(1),
    pause: () => 4_000,
    nextRound: async () => [0, 1, 2, 3, 4],
    report: async () => FINE,
    ...over,
  });
}

describe('rounds of simulated reports', () => {
  it('let everyone report once before anyone reports again', async () => {
    const reported: number[] = [];
    const stop = start({
      report: async (who) => {
        reported.push(who);
        return FINE;
      },
    });
    await vi.advanceTimersByTimeAsync(4_000 * 14);
    await stop();
    expect(reported).toHaveLength(15);
    for (const round of [0, 5, 10]) expect(new Set(reported.slice(round, round + 5)).size).toBe(5);
    expect(reported.slice(0, 5)).not.toEqual(reported.slice(5, 10));
  });

  it('wait as long as the door asks, and longer each time it asks again', async () => {
    const times: number[] = [];
    const stop = start({
      report: async () => {
        times.push(Date.now());
        return times.length <= 4
          ? { status: times.length === 1 ? 429 : 503, retryAfter: times.length === 1 ? 30 : 1, answer: '' }
          : FINE;
      },
    });
    await vi.advanceTimersByTimeAsync(120_000);
    await stop();
    const gaps = times.slice(1).map((t, i) => t - (times[i] ?? 0));
    expect(gaps.slice(0, 5)).toEqual([30_000, 4_000, 8_000, 16_000, 4_000]);
  });

  it('go on after a lost connection, at most a minute later', async () => {
    let tries = 0;
    const stop = start({
      report: async () => {
        tries += 1;
        throw new Error('connection refused');
      },
    });
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    await stop();
    expect(tries).toBeGreaterThanOrEqual(20);
    expect(quiet.info).toHaveBeenCalled();
  });

  it('end at once when stopped, aborting a report under way', async () => {
    let aborted = false;
    const stop = start({
      report: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(new Error('aborted'));
          });
        }),
    });
    await vi.advanceTimersByTimeAsync(1);
    await stop();
    expect(aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
