import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading, RecordedReading } from '@/lib/market/judged-reading';
import { type SaveDeps, saveReadings, unknownHead } from '@/lib/services/save-readings';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { createPool, createRiverLine } from '@/lib/store/pool';
import type { RiverLine } from '@/lib/store/river/river-line';
import { addMarkets, judged } from '../store/judged';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';
import { differingDays, differingHours } from '../support/rollup-check';

const NOW = Date.parse('2026-03-02T03:00:00Z');

describe.each(await availableKinds())('saving readings, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let riverLine: RiverLine;
  let catalog: Catalog;
  let marketId: number;
  let commits: { from: number; to: number; recorded: readonly RecordedReading[] }[];
  const head = unknownHead();
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    [marketId = 0] = await addMarkets(database.db);
    catalog = await database.catalog();
    riverLine = createRiverLine(database.url, () => undefined);
  });
  afterAll(async () => {
    expect(await differingDays(database.pool)).toEqual([]);
    expect(await differingHours(database.pool)).toEqual([]);
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
    await riverLine.end();
    await database.close();
  });

  const ownDeps = (): SaveDeps => ({
    pool: database.pool,
    riverLine,
    catalog,
    now: NOW,
    head,
    onCommit: ({ from, to }, recorded) => void commits.push({ from, to, recorded }),
  });
  function save(batch: readonly JudgedReading[], over: Partial<SaveDeps> = {}) {
    commits = [];
    return saveReadings({ ...ownDeps(), ...over }, batch);
  }
  let made = 0;
  const reading = (price = 10_000) =>
    judged(catalog, {
      marketId,
      observedAt: NOW - 60_000 * ++made,
      prices: [{ commodityId: 1, price }],
      temperature: 29.123456,
    });

  it('refuses the one that the database cannot take, and stores the others beside it', async () => {
    const batch = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => reading(i === 6 ? 0 : 10_000 + i));
    const outcomes = await save(batch);
    expect(outcomes[5]).toMatchObject({ code: 'INVALID' });
    expect(outcomes.filter((o) => !(o instanceof Error))).toHaveLength(8);
    expect(commits.flatMap((c) => c.recorded)).toHaveLength(8);
    commits.forEach((commit, i) => {
      if (i > 0) expect(commit.from).toBe(commits[i - 1]?.to);
    });
  });

  it('gives a repeat the first answer, figure by figure, and announces it to nobody', async () => {
    const batch = [reading(), reading(), reading()];
    const first = await save(batch);
    expect(first.map((o) => !(o instanceof Error) && o.fresh)).toEqual([true, true, true]);
    const again = await save([...batch].reverse());
    expect(commits).toEqual([]);
    expect(again.map((o) => (o instanceof Error ? o : o.recorded))).toEqual(
      [...first].reverse().map((o) => (o instanceof Error ? o : withStoredFloats(o.recorded))),
    );
    expect(again.map((o) => !(o instanceof Error) && o.fresh)).toEqual([false, false, false]);
  });

  it('stores what is new of a batch in which others are repeats, even of each other', async () => {
    const old = reading();
    await save([old]);
    const fresh = reading();
    const outcomes = await save([fresh, old, fresh]);
    expect(outcomes.map((o) => !(o instanceof Error) && o.fresh)).toEqual([true, false, false]);
    expect(commits.flatMap((c) => c.recorded.map((r) => r.reading.readingId))).toEqual([
      fresh.reading.readingId,
    ]);
    const [one, , three] = outcomes;
    if (one instanceof Error || three instanceof Error) throw new Error('refused');
    expect(three?.recorded).toEqual(one?.recorded);
  });

  it('sends a batch behind the one that is under way, and tells of both in the order of the ledger', async () => {
    await save([reading()]);
    commits = [];
    const sent: string[] = [];
    const line: RiverLine = {
      ...riverLine,
      send: async (statement) => {
        sent.push('sent');
        await riverLine.send(statement);
        sent.push('stored');
      },
    };
    const deps: SaveDeps = { ...ownDeps(), riverLine: line };
    const saved = await Promise.all([
      saveReadings(deps, [reading(), reading()]),
      saveReadings(deps, [reading()]),
    ]);
    expect(saved.flat()).toMatchObject([{ fresh: true }, { fresh: true }, { fresh: true }]);
    expect(sent).toEqual(['sent', 'sent', 'stored', 'stored']);
    const from = commits[0]?.from ?? 0;
    expect(commits).toMatchObject([
      { from, to: from + 2 },
      { from: from + 2, to: from + 3 },
    ]);
  });

  it.each([
    ['was refused', () => [reading(0)]],
    ['was a repeat in part', (old: JudgedReading) => [old, reading()]],
    ['was a repeat', (old: JudgedReading) => [old]],
    ['was refused in part', () => [reading(), reading(0), reading()]],
  ])('stores a batch, and what follows it, that was sent behind one that %s', async (_what, first) => {
    const old = reading();
    await save([old]);
    commits = [];
    const batches = [first(old), [reading(), reading()], [reading()]];
    const [, second, third] = await Promise.all(batches.map((batch) => saveReadings(ownDeps(), batch)));
    expect(second).toMatchObject([{ fresh: true }, { fresh: true }]);
    expect(third).toMatchObject([{ fresh: true }]);
    expect(commits.at(-1)?.recorded.map((r) => r.reading.readingId)).toEqual(
      batches[2]?.map((item) => item.reading.readingId),
    );
    commits.forEach((commit, i) => {
      if (i > 0) expect(commit.from).toBe(commits[i - 1]?.to);
    });
    // And the next ones follow each other at once again.
    const sound = await Promise.all([
      saveReadings(ownDeps(), [reading()]),
      saveReadings(ownDeps(), [reading()]),
    ]);
    expect(sound.flat()).toMatchObject([{ fresh: true }, { fresh: true }]);
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
  });

  it('goes on behind the other process when that one was faster', async () => {
    await save([reading()]);
    const other = { ...ownDeps(), head: unknownHead() };
    await saveReadings(other, [reading(), reading()]);
    commits = [];
    let sent = 0;
    const line: RiverLine = {
      ...riverLine,
      send: (statement) => {
        sent++;
        return riverLine.send(statement);
      },
    };
    const deps: SaveDeps = { ...ownDeps(), riverLine: line };
    const batches = [1, 2, 3].map(() => [reading(), reading()]);
    const saved = await Promise.all(batches.map((batch) => saveReadings(deps, batch)));
    expect(saved.flat()).toHaveLength(6);
    expect(commits.flatMap((c) => c.recorded.map((r) => r.reading.readingId))).toEqual(
      batches.flat().map((item) => item.reading.readingId),
    );
    // What was sent before the first failure was known is sent in vain; what comes later is not.
    expect(sent).toBe(3);
    await saveReadings(deps, [reading()]);
    expect(sent).toBe(4);
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
  });

  it('tells the sender to come back when there is no database, and stores it then', async () => {
    const late = reading();
    const nowhere = createRiverLine('postgresql://smp@127.0.0.1:9/none', () => undefined);
    const pool = createPool('postgresql://smp@127.0.0.1:9/none', 1, () => undefined);
    await expect(save([late], { riverLine: nowhere, pool })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryAfter: expect.any(Number),
    });
    await Promise.all([nowhere.end(), pool.end()]);
    const [outcome] = await save([late]);
    expect(outcome).toMatchObject({ fresh: true });
  });
});

/** Measurements come back with the four bytes that they are kept in. */
function withStoredFloats(recorded: RecordedReading): RecordedReading {
  const { reading } = recorded;
  const four = (value: number | null) => (value === null ? null : Number(Math.fround(value).toPrecision(8)));
  return { ...recorded, reading: { ...reading, temperature: four(reading.temperature) } };
}
