import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBeat } from '@/device/beat';
import { createLog } from '@/device/log';
import type { Step } from '@/device/send/drain';
import { sendLoop } from '@/device/send/send-loop';
import { createSleeper } from '@/device/sleep';

const silent = createLog(
  'json',
  () => undefined,
  () => 0,
);
const YEAR = 365 * 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('a device looks at its sensors as often as before after its clock was set, whichever way', () => {
  const beat = createBeat();
  expect(beat(2_000)).toBe(2_000);
  vi.advanceTimersByTime(2_000);
  vi.setSystemTime(Date.now() - 4 * YEAR);
  expect(beat(2_000)).toBe(2_000);
  vi.advanceTimersByTime(2_500);
  vi.setSystemTime(Date.now() + 8 * YEAR);
  expect(beat(2_000)).toBe(1_500);
  vi.advanceTimersByTime(9_000);
  expect(beat(2_000)).toBe(0);
});

/** Sends with those steps, then ends. @returns how often it was asked for one */
function sending(steps: Step[]): { readonly asked: () => number; readonly ended: Promise<boolean> } {
  let asked = 0;
  const ended = sendLoop({
    drain: {
      delivered: 0,
      rejected: 0,
      step: async () => {
        asked++;
        return steps.shift() ?? { next: 'idle' };
      },
    },
    token: {
      current: () => {
        throw new Error('not looked at');
      },
      tend: async () => undefined,
      reload: () => false,
    },
    sleeper: createSleeper(),
    log: silent,
    signal: new AbortController().signal,
    before: () => undefined,
    ending: () => true,
    waiting: () => 1,
    byCertificate: false,
    onTrouble: () => undefined,
  });
  return { asked: () => asked, ended };
}

it('a device that waits goes on in time although its clock was set back by years', async () => {
  const { asked, ended } = sending([{ next: 'wait', ms: 30_000, why: 'busy' }]);
  await vi.advanceTimersByTimeAsync(10_000);
  vi.setSystemTime(Date.now() - 4 * YEAR);
  await vi.advanceTimersByTimeAsync(19_000);
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked()).toBe(2);
  expect(await ended).toBe(true);
});

it('a wait of more than a timer holds is waited whole, in few pieces', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const { asked, ended } = sending([{ next: 'wait', ms: 40 * 86_400_000, why: 'busy' }]);
  await vi.advanceTimersByTimeAsync(20);
  expect(timers).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(39 * 86_400_000);
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(await ended).toBe(true);
});
