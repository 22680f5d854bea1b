import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '@/device/http-client';
import { createLog } from '@/device/log';
import { openQueue } from '@/device/queue/queue';
import { createSeal } from '@/device/queue/seal';
import { backoff } from '@/device/send/backoff';
import { createDrain } from '@/device/send/drain';
import { sentOf } from '@/device/send/http-sender';
import type { Outcome, Receipt, Sent } from '@/device/send/outcome';
import type { Sending } from '@/device/send/sender';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder('device');
const seal = createSeal(Buffer.alloc(32, 1));
const silent = createLog(
  'json',
  () => undefined,
  () => 0,
);
let count = 0;

const problem = (status: number, errors: Problem['errors'] = []): Problem => ({
  status,
  title: '',
  detail: `status ${status}`,
  errors,
});

function world(send: (readings: readonly Sending[]) => Sent, batch = 8, kept: () => void = () => undefined) {
  const queue = openQueue({
    folder: join(root, String(count++)),
    seal,
    maxReadings: 1_000,
    maxBytes: 1e9,
    whenFull: 'refuse',
  });
  const receipts: Receipt[] = [];
  const rejected: string[] = [];
  const drain = createDrain({
    queue,
    sender: {
      send: async (readings) => send(readings),
      tell: async () => undefined,
      close: async () => undefined,
    },
    batch,
    log: silent,
    random: () => 0.5,
    keepReceipts: (given) => {
      kept();
      receipts.push(...given);
    },
    keepRejected: (refused) => void rejected.push(...refused.map((r) => JSON.parse(r.text).reading_id)),
  });
  return { queue, receipts, rejected, drain };
}

const reading = (id: string) => JSON.stringify({ reading_id: id });
const delivered = ({ readingId }: Sending): Outcome => ({
  kind: 'delivered',
  receipt: { reading_id: readingId, prices: [] },
});

describe('emptying the queue', () => {
  it('waits, and keeps the readings, while what was sent cannot be written down, and goes on after', async () => {
    let full = true;
    const { queue, receipts, drain } = world(
      (readings) => ({ kind: 'outcomes', outcomes: readings.map(delivered), retryAfter: null }),
      8,
      () => {
        if (full) throw new Error('ENOSPC: no space left on device, write');
      },
    );
    queue.append([reading('r1')]);
    expect(await drain.step()).toMatchObject({ next: 'wait', why: expect.stringContaining('no space left') });
    expect(queue.waiting).toBe(1);
    full = false;
    expect(await drain.step()).toEqual({ next: 'on' });
    expect(queue.waiting).toBe(0);
    expect(receipts.map(({ reading_id }) => reading_id)).toEqual(['r1']);
  });

  it('moves readings that can never be taken aside and delivers all others, whichever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (good) => {
        const isGood = new Map(good.map((g, i) => [`r${i}`, g]));
        const arrived: string[] = [];
        // As the server: a batch in which nothing can be used is answered with one problem.
        const { queue, receipts, rejected, drain } = world((readings) => {
          if (readings.every((r) => isGood.get(r.readingId) !== true)) {
            if (readings.length > 1) return { kind: 'split', why: 'none can be used' };
            return {
              kind: 'outcomes',
              outcomes: [{ kind: 'rejected', problem: problem(422) }],
              retryAfter: null,
            };
          }
          const outcomes = readings.map((r): Outcome => {
            if (isGood.get(r.readingId) !== true) return { kind: 'rejected', problem: problem(422) };
            arrived.push(r.readingId);
            return delivered(r);
          });
          return { kind: 'outcomes', outcomes, retryAfter: null };
        });
        queue.append(good.map((_, i) => reading(`r${i}`)));
        for (let step = 0; step < 400 && (await drain.step()).next !== 'idle'; step++);
        const ids = (which: boolean) => good.flatMap((g, i) => (g === which ? [`r${i}`] : []));
        expect(queue.waiting).toBe(0);
        expect(arrived).toEqual(ids(true));
        expect(receipts.map((r) => r.reading_id)).toEqual(ids(true));
        expect(rejected).toEqual(ids(false));
        queue.close();
      }),
      { numRuns: 60 },
    );
  });

  it('keeps everything while the server is away, full, or does not let the device in', async () => {
    const answers: Sent[] = [
      { kind: 'later', why: 'away', retryAfter: null },
      { kind: 'later', why: 'busy', retryAfter: 7 },
      { kind: 'stop', why: 'revoked' },
      { kind: 'outcomes', outcomes: [{ kind: 'again' }, { kind: 'again' }], retryAfter: null },
    ];
    const { queue, drain } = world(() => answers.shift() ?? { kind: 'stop', why: '' });
    queue.append([reading('a'), reading('b')]);
    expect((await drain.step()).next).toBe('wait');
    expect(await drain.step()).toMatchObject({ next: 'wait', ms: 7_875 });
    expect(await drain.step()).toEqual({ next: 'stop', why: 'revoked' });
    expect((await drain.step()).next).toBe('wait');
    expect(queue.waiting).toBe(2);
  });

  it('settles only what the server answered for, and sends the rest again', async () => {
    let round = 0;
    const { queue, drain } = world((readings) => ({
      kind: 'outcomes',
      outcomes: readings.map((r, i): Outcome => (round++ < 3 && i === 1 ? { kind: 'again' } : delivered(r))),
      retryAfter: null,
    }));
    queue.append([reading('a'), reading('b'), reading('c')]);
    await drain.step();
    expect(queue.take(9).map((item) => JSON.parse(item.text).reading_id)).toEqual(['b']);
    await drain.step();
    expect(queue.waiting).toBe(0);
  });
});

describe('the wait before the next attempt', () => {
  it('is anywhere below a limit that doubles to a minute, and never shorter than the server asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (n, r) => {
        expect(backoff(n, null, r)).toBeLessThanOrEqual(Math.min(60_000, 500 * 2 ** (n - 1)));
        expect(backoff(n, 5, r)).toBeGreaterThanOrEqual(5_000);
        expect(backoff(n, 5, r)).toBeLessThanOrEqual(6_250);
      }),
    );
    expect(backoff(3, null, 0)).toBe(0);
  });
});

describe('what an answer means', () => {
  const sent: Sending[] = ['a', 'b'].map((id, i) => ({ seq: i, readingId: id, text: reading(id) }));
  const answer = (status: number, body: unknown, p: Problem | null = null) =>
    sentOf({ kind: 'answer', status, body, problem: p, retryAfter: null, clockAhead: null }, sent);
  const receipt = (id: string) => ({
    status: 202,
    reading_id: id,
    prices: [{ name: 'x', lane: 'accepted', ledger_index: 4 }],
  });

  it('is a delivery only with a receipt for exactly this reading', () => {
    const good = answer(202, { results: [receipt('a'), receipt('other')] });
    expect(good).toMatchObject({ outcomes: [{ kind: 'delivered' }, { kind: 'again' }] });
  });

  it('is never a delivery or a rejection when somebody else answered', () => {
    expect(answer(200, '<html>').kind).toBe('later');
    expect(answer(202, { ok: true }).kind).toBe('later');
    expect(answer(404, null).kind).toBe('later');
    expect(answer(400, { error: 'bad' }).kind).toBe('later');
    expect(answer(302, null).kind).toBe('later');
  });

  it('is that fewer go at a time where a proxy takes less, and never that the last one is refused', () => {
    expect(answer(413, null).kind).toBe('split');
    const alone = { kind: 'answer', status: 413, body: null, problem: null } as const;
    expect(sentOf({ ...alone, retryAfter: null, clockAhead: null }, sent.slice(0, 1)).kind).toBe('later');
  });

  it('asks for fewer at a time when a whole batch is refused, and stops when the device is', () => {
    const field = [{ field: 'readings[0].device_id', message: '' }];
    const signature = [{ field: 'x-smp-signature', message: '' }];
    expect(answer(422, {}, problem(422)).kind).toBe('split');
    expect(answer(403, {}, problem(403, field)).kind).toBe('split');
    expect(answer(403, {}, problem(403)).kind).toBe('stop');
    expect(answer(403, {}, problem(403, signature)).kind).toBe('stop');
    expect(answer(401, {}, problem(401)).kind).toBe('stop');
    expect(answer(503, {}, problem(503)).kind).toBe('later');
    expect(answer(429, {}, problem(429)).kind).toBe('later');
  });

  it('keeps a reading that the server could not store just then', () => {
    const mixed = answer(202, { results: [problem(503), problem(422)] });
    expect(mixed).toMatchObject({ outcomes: [{ kind: 'again' }, { kind: 'rejected' }] });
  });
});
