import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading, RecordedReading } from '@/lib/market/judged-reading';
import { prepareReadings, type SaveDeps, saveReadings } from '@/lib/services/save-readings';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { createPipelinePool, createPool } from '@/lib/store/pool';
import { addMarkets, judged } from '../store/judged';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';
import { differingDays, differingHours } from '../support/rollup-check';

const NOW = Date.parse('2026-03-02T03:00:00Z');

describe.each(await availableKinds())('saving readings, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let riverPool: Pool;
  let catalog: Catalog;
  let marketId: number;
  let commits: { from: number; to: number; recorded: readonly RecordedReading[] }[];
  const head: SaveDeps['head'] = { current: null, ahead: null };
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    [marketId = 0] = await addMarkets(database.db);
    catalog = await database.catalog();
    riverPool = createPipelinePool(database.url, 1, () => undefined);
  });
  afterAll(async () => {
    expect(await differingDays(database.pool)).toEqual([]);
    expect(await differingHours(database.pool)).toEqual([]);
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
    await riverPool.end();
    await database.close();
  });

  const deps = (): SaveDeps => ({
    pool: database.pool,
    riverPool,
    catalog,
    now: NOW,
    head,
    onCommit: ({ from, to }, recorded) => void commits.push({ from, to, recorded }),
  });
  function save(batch: readonly JudgedReading[], over: Partial<SaveDeps> = {}) {
    commits = [];
    return saveReadings({ ...deps(), ...over }, batch);
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

  it('stores a batch as it was prepared while the one before was being stored', async () => {
    await save([reading()]);
    const before = save([reading(), reading()]);
    const batch = [reading()];
    const prepared = prepareReadings(deps(), batch);
    if (prepared === null) throw new Error('the head under way is not known');
    await before;
    const input = { ...prepared.input, seal: () => expect.fail('sealed anew') };
    expect(await saveReadings(deps(), batch, { ...prepared, input })).toMatchObject([{ fresh: true }]);
    expect(commits[1]).toMatchObject({ from: prepared.head.size, to: prepared.after.size });
  });

  it.each([
    ['was refused', () => [reading(0)]],
    ['was a repeat in part', (old: JudgedReading) => [old, reading()]],
    ['was a repeat', (old: JudgedReading) => [old]],
  ])('makes a batch anew that was prepared behind one that %s', async (_what, first) => {
    const old = reading();
    await save([old]);
    const before = save(first(old));
    const batch = [reading(), reading()];
    const prepared = prepareReadings(deps(), batch);
    await before;
    expect(prepared).not.toBeNull();
    expect(await saveReadings(deps(), batch, prepared)).toMatchObject([{ fresh: true }, { fresh: true }]);
    expect(commits.at(-1)?.to).toBe((prepared?.after.size ?? 0) - 1);
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true });
  });

  it('tells the sender to come back when there is no database, and stores it then', async () => {
    const late = reading();
    const nowhere = createPipelinePool('postgresql://smp@127.0.0.1:9/none', 1, () => undefined);
    const pool = createPool('postgresql://smp@127.0.0.1:9/none', 1, () => undefined);
    await expect(save([late], { riverPool: nowhere, pool })).rejects.toMatchObject({
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
