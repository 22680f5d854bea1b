import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGreedyWriter, shareOf } from '@/lib/services/greedy-writer';

const later =
  <T>(commit: (batch: readonly number[]) => Promise<readonly T[]>) =>
  (batch: readonly number[]) =>
  () =>
    commit(batch);

/** A database that commits when it is told to. */
function heldCommits() {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const commit = (batch: readonly number[]) => {
    batches.push(batch);
    return new Promise<readonly number[]>((resolve) => ends.push(() => resolve(batch.map((n) => -n))));
  };
  return { batches, prepare: later(commit), end: () => ends.shift()?.() };
}

const nothing: () => void = () => undefined;
const turns = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('a lone item waits for nobody, and what came meanwhile shares the next commit', async () => {
  const { batches, prepare, end } = heldCommits();
  const writer = createGreedyWriter({ prepare, maxQueued: 100, maxBatch: 100 });
  const first = writer.write(1);
  await turns();
  const others = [2, 3, 4].map((n) => writer.write(n));
  await turns();
  expect(batches).toEqual([[1]]);
  end();
  expect(await first).toBe(-1);
  await turns();
  expect(batches).toEqual([[1], [2, 3, 4]]);
  end();
  expect(await Promise.all(others)).toEqual([-2, -3, -4]);
});

test('of a crowd half commits while the other half is answered and read again', async () => {
  const { batches, prepare, end } = heldCommits();
  const writer = createGreedyWriter({ prepare, maxQueued: 1_000, maxBatch: 1_000 });
  void writer.write(0);
  await turns();
  for (let n = 1; n <= 200; n++) void writer.write(n);
  end();
  await turns();
  expect(batches[1]).toHaveLength(100);
  expect(writer.queued).toBe(100);
});

test('prepares as many of a crowd as are being written, and hands them over before the others are answered', async () => {
  const told: string[] = [];
  let end = nothing;
  const writer = createGreedyWriter<number, number>({
    prepare(batch) {
      told.push(`prepared ${batch.length}`);
      return async () => {
        told.push(`written ${batch.length}`);
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        return batch;
      };
    },
    maxQueued: 1_000,
    maxBatch: 1_000,
  });
  const crowd = Array.from({ length: 20 }, (_, n) => writer.write(n));
  await turns();
  void crowd[0]?.then(() => told.push('answered'));
  for (let n = 0; n < 12; n++) void writer.write(n);
  await turns();
  expect(writer.queued).toBe(16);
  expect(told).toEqual(['prepared 16', 'written 16', 'prepared 16']);
  end();
  await turns();
  expect(told.slice(3)).toEqual(['written 16', 'answered']);
});

test('a crowd that cannot be prepared is refused, and what comes later is written', async () => {
  let broken = false;
  const { prepare, end } = heldCommits();
  const writer = createGreedyWriter<number, number>({
    prepare(batch) {
      if (broken) throw new Error('a market left the catalog');
      return prepare(batch);
    },
    maxQueued: 1_000,
    maxBatch: 1_000,
  });
  const first = writer.write(1);
  await turns();
  broken = true;
  const crowd = Array.from({ length: 16 }, (_, n) => writer.write(n));
  await turns();
  broken = false;
  const late = writer.write(7);
  end();
  expect(await first).toBe(-1);
  for (const refused of crowd) await expect(refused).rejects.toThrow('left the catalog');
  await turns();
  end();
  expect(await late).toBe(-7);
  await writer.drain();
});

test('a commit that throws at once is one that failed, and the next is written', async () => {
  const writer = createGreedyWriter<number, number>({
    prepare: ([first]) => {
      if (first !== 1) return async () => [5];
      return () => {
        throw new Error('no pool');
      };
    },
    maxQueued: 10,
    maxBatch: 10,
  });
  await expect(writer.write(1)).rejects.toThrow('no pool');
  expect(await writer.write(2)).toBe(5);
});

test('a share is all of a few and half of a crowd', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (waiting) => {
      const share = shareOf(waiting);
      expect(share).toBeGreaterThanOrEqual(Math.min(waiting, 16));
      expect(share).toBeLessThanOrEqual(waiting);
      expect(share * 2).toBeGreaterThanOrEqual(waiting);
    }),
  );
});

test('every item is committed exactly once, in the order in which it came, and gets its own result', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      async (bursts, maxBatch) => {
        const written: number[] = [];
        const commit = async (batch: readonly number[]) => {
          expect(batch.length).toBeLessThanOrEqual(maxBatch);
          await turns();
          written.push(...batch);
          return batch.map((n) => n * 2);
        };
        const writer = createGreedyWriter({ prepare: later(commit), maxQueued: 10_000, maxBatch });
        let next = 0;
        const answers: Promise<number>[] = [];
        for (const burst of bursts) {
          for (let i = 0; i < burst; i++) answers.push(writer.write(next++));
          await turns();
        }
        const all = [...Array(next).keys()];
        expect(await Promise.all(answers)).toEqual(all.map((n) => n * 2));
        expect(written).toEqual(all);
        await writer.drain();
        expect(writer.commits.begun).toBe(writer.commits.ended);
      },
    ),
    { numRuns: 30 },
  );
});

test('a full queue refuses at once, and a commit that fails rejects its own items alone', async () => {
  let failing = true;
  const writer = createGreedyWriter<number, number>({
    prepare: (batch) => async () => {
      await turns();
      if (failing) throw new Error('the disk is gone');
      return batch.map((n) => (n === 9 ? new Error('not this one') : n));
    },
    maxQueued: 2,
    maxBatch: 10,
  });
  const first = writer.write(1);
  const second = writer.write(2);
  await expect(writer.write(3)).rejects.toMatchObject({ code: 'OVERLOADED' });
  await expect(first).rejects.toThrow('the disk is gone');
  await expect(second).rejects.toThrow('the disk is gone');
  failing = false;
  const bad = writer.write(9);
  const good = writer.write(10);
  await expect(bad).rejects.toThrow('not this one');
  expect(await good).toBe(10);
});

test('counts what is prepared and waits for its turn among what is queued', async () => {
  const { prepare } = heldCommits();
  const writer = createGreedyWriter({ prepare, maxQueued: 20, maxBatch: 1_000 });
  const refused: unknown[] = [];
  const write = (n: number) => void writer.write(n).catch((error: unknown) => refused.push(error));
  for (let n = 0; n < 16; n++) write(n);
  await turns();
  for (let n = 16; n < 32; n++) write(n);
  await turns();
  // Sixteen are being written and sixteen are prepared; four more have room.
  for (let n = 32; n < 36; n++) write(n);
  await turns();
  expect(refused).toEqual([]);
  write(36);
  await turns();
  expect(refused).toEqual([expect.objectContaining({ code: 'OVERLOADED' })]);
  expect(writer.queued).toBe(20);
});
