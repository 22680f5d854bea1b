import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGreedyWriter, shareOf } from '@/lib/services/greedy-writer';

/** A database that commits when it is told to. */
function heldCommits() {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const commit = (batch: readonly number[]) => {
    batches.push(batch);
    return new Promise<readonly number[]>((resolve) => ends.push(() => resolve(batch.map((n) => -n))));
  };
  return { batches, commit, end: () => ends.shift()?.() };
}

const turns = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('a lone item waits for nobody, and what came meanwhile shares the next commit', async () => {
  const { batches, commit, end } = heldCommits();
  const writer = createGreedyWriter({ commit, maxQueued: 100, maxBatch: 100 });
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

test('of a crowd half commits, and the other half follows on its heels', async () => {
  const { batches, commit, end } = heldCommits();
  const writer = createGreedyWriter({ commit, maxQueued: 1_000, maxBatch: 1_000 });
  void writer.write(0);
  await turns();
  for (let n = 1; n <= 15; n++) void writer.write(n);
  await turns();
  expect(batches).toHaveLength(1);
  for (let n = 16; n <= 200; n++) void writer.write(n);
  await turns();
  expect(batches.map((batch) => batch.length)).toEqual([1, 100]);
  expect(writer.queued).toBe(100);
  end();
  await turns();
  expect(batches.map((batch) => batch.length)).toEqual([1, 100, 100]);
});

test('has two commits under way at most, and waits for as many as the older one has', async () => {
  const { batches, commit, end } = heldCommits();
  const writer = createGreedyWriter({ commit, maxQueued: 1_000, maxBatch: 1_000 });
  for (let n = 0; n < 20; n++) void writer.write(n);
  await turns();
  // Four of twenty wait; with twelve more they are as many as are being written.
  for (let n = 20; n < 31; n++) void writer.write(n);
  await turns();
  expect(batches.map((batch) => batch.length)).toEqual([16]);
  void writer.write(31);
  await turns();
  expect(batches.map((batch) => batch.length)).toEqual([16, 16]);
  for (let n = 32; n < 132; n++) void writer.write(n);
  await turns();
  expect(batches).toHaveLength(2);
  expect(writer.queued).toBe(100);
  expect(writer.commits).toEqual({ begun: 2, ended: 0 });
  end();
  await turns();
  expect(batches).toHaveLength(3);
});

test('answers in the order in which the commits began, also when the second returns first', async () => {
  const ends: ((ok: boolean) => void)[] = [];
  const writer = createGreedyWriter<number, number>({
    commit: (batch) =>
      new Promise((resolve, reject) => {
        ends.push((ok) => (ok ? resolve(batch) : reject(new Error('the disk is gone'))));
      }),
    maxQueued: 1_000,
    maxBatch: 1_000,
  });
  const told: string[] = [];
  const crowd = Array.from({ length: 32 }, (_, n) => writer.write(n));
  crowd.forEach((answer, n) => {
    answer.then(
      () => told.push(`stored ${n}`),
      () => told.push(`failed ${n}`),
    );
  });
  await turns();
  ends[1]?.(true);
  await turns();
  expect(told).toEqual([]);
  ends[0]?.(false);
  await turns();
  expect(told).toEqual(crowd.map((_, n) => (n < 16 ? `failed ${n}` : `stored ${n}`)));
  await writer.drain();
});

test('a commit that throws at once is one that failed, and the next is written', async () => {
  const writer = createGreedyWriter<number, number>({
    commit: ([first]) => {
      if (first === 1) throw new Error('no pool');
      return Promise.resolve([5]);
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
        const writer = createGreedyWriter({ commit, maxQueued: 10_000, maxBatch });
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
    commit: async (batch) => {
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
