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

test('of a crowd half commits while the other half is answered and read again', async () => {
  const { batches, commit, end } = heldCommits();
  const writer = createGreedyWriter({ commit, maxQueued: 1_000, maxBatch: 1_000 });
  void writer.write(0);
  await turns();
  for (let n = 1; n <= 200; n++) void writer.write(n);
  end();
  await turns();
  expect(batches[1]).toHaveLength(100);
  expect(writer.queued).toBe(100);
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
