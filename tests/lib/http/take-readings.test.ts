import { beforeEach, describe, expect, it, vi } from 'vitest';
import { takeReadings } from '@/lib/http/take-readings';
import type { Runtime } from '@/lib/runtime';
import { createAdmission } from '@/lib/services/admission';
import { createTokenBuckets } from '@/lib/services/token-buckets';

const NOW = Date.parse('2026-03-02T03:00:00Z');
/** What was asked to be stored and is not yet, by its place in the message. */
const waiting = vi.hoisted(() => new Map<string, { store: () => void; refuse: () => void }>());
vi.mock('@/lib/services/record-readings', () => ({
  recordReading: (_river: unknown, _device: unknown, _body: unknown, path: string) =>
    new Promise((resolve, reject) => {
      waiting.set(path, {
        store: () => resolve({ path }),
        refuse: () => reject(Object.assign(new Error('bad'), { code: 'INVALID', errors: [] })),
      });
    }),
}));
vi.mock('@/lib/http/recorded-answer', () => ({ recordedAnswer: (_c: unknown, r: object) => r }));

const runtime = {
  clock: { now: () => NOW },
  devices: { record: () => null },
  sightings: { saw: () => undefined },
  rates: createTokenBuckets(0),
  admission: createAdmission(600),
  writer: { queued: 0 },
  catalog: () => ({}),
} as unknown as Runtime;
const device = { kind: 'device', deviceId: 'DEV-001', marketId: 1, simulated: false } as const;

function messageOf(count: number, ageMs: number): string {
  const timestamp = new Date(NOW - ageMs).toISOString();
  return JSON.stringify({ readings: Array.from({ length: count }, () => ({ timestamp })) });
}

/** Lets everything happen that waits for nobody. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('many readings in one message', () => {
  beforeEach(() => waiting.clear());

  it('of a backlog are stored a few at a time, so that those of others take their turn, and answered in order', async () => {
    const answer = takeReadings(runtime, device, messageOf(500, 3_600_000), null);
    const turns: number[] = [];
    let answered = false;
    void answer.then(() => {
      answered = true;
    });
    for (let turn = 0; !answered && turn < 1_000; turn++) {
      await settle();
      if (waiting.size === 0) continue;
      turns.push(waiting.size);
      // One commit: what was asked first is stored first.
      for (const [path, { store, refuse }] of [...waiting].slice(0, 100)) {
        waiting.delete(path);
        if (path === 'readings[123]') refuse();
        else store();
      }
    }
    const { accepted, refused, results } = (await answer) as {
      accepted: number;
      refused: number;
      results: { path?: string }[];
    };
    expect([accepted, refused]).toEqual([499, 1]);
    expect(results.map(({ path }) => path)).toEqual(
      Array.from({ length: 500 }, (_, i) => (i === 123 ? undefined : `readings[${i}]`)),
    );
    expect(Math.max(...turns)).toBeLessThanOrEqual(200);
    expect(turns.length).toBeGreaterThanOrEqual(3);
  });

  it('that are fresh wait for no commit, and are judged a few at a time', async () => {
    const answer = takeReadings(runtime, device, messageOf(500, 1_000), null);
    const steps: number[] = [];
    while (waiting.size < 500 && steps.length < 50) {
      const before = waiting.size;
      await settle();
      steps.push(waiting.size - before);
    }
    expect(waiting.size).toBe(500);
    expect(Math.max(...steps)).toBeLessThanOrEqual(100);
    for (const { store } of waiting.values()) store();
    expect(await answer).toMatchObject({ accepted: 500 });
  });

  it('are refused whole while too many are being worked on, and taken once there is room', async () => {
    const first = takeReadings(runtime, device, messageOf(500, 1_000), null);
    await expect(takeReadings(runtime, device, messageOf(200, 1_000), null)).rejects.toMatchObject({
      code: 'OVERLOADED',
      retryAfter: 1,
    });
    while (waiting.size < 500) await settle();
    for (const { store } of waiting.values()) store();
    await first;
    waiting.clear();
    const second = takeReadings(runtime, device, messageOf(200, 1_000), null);
    while (waiting.size < 200) await settle();
    for (const { store } of waiting.values()) store();
    expect(await second).toMatchObject({ accepted: 200 });
  });
});
