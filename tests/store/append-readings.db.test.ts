import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '@/lib/market/catalog';
import type { JudgedReading } from '@/lib/market/judged-reading';
import { sealReadings } from '@/lib/services/seal-readings';
import { verifyStoredLedger } from '@/lib/services/verify-stored-ledger';
import { createRiverLine } from '@/lib/store/pool';
import {
  type AppendInput,
  type AppendResult,
  appendReadings,
  prepareBatch,
} from '@/lib/store/river/append-readings';
import type { LedgerHead } from '@/lib/store/river/ledger-head';
import { readHead } from '@/lib/store/river/read-head';
import type { RiverLine } from '@/lib/store/river/river-line';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { availableKinds } from '../support/postgres';
import { differingDays, differingHours } from '../support/rollup-check';
import { addMarkets, type JudgedInput, judged } from './judged';

const PUBLISHED = Date.parse('2026-03-02T03:00:00Z');
/** Around midnight of all three time zones, and around the turn of a year. */
const START = Date.parse('2025-12-31T14:00:00Z');
const HOURS = 30;

describe.each(await availableKinds())('appending readings, on %s PostgreSQL', (kind) => {
  let database: OpenDatabase;
  let lines: readonly RiverLine[];
  let catalog: Catalog;
  let markets: readonly number[];
  beforeAll(async () => {
    database = await openSeededDatabase(kind);
    markets = await addMarkets(database.db);
    catalog = await database.catalog();
    lines = [1, 2, 3].map(() => createRiverLine(database.url, () => undefined));
  });
  afterAll(async () => {
    await Promise.all(lines.map((line) => line.end()));
    await database.close();
  });
  beforeEach(clear);

  /** Empties the river, past the guards that keep everybody else from it. */
  async function clear(): Promise<void> {
    await database.pool.query(`BEGIN; SET LOCAL session_replication_role = replica;
      DELETE FROM reading; DELETE FROM observation; DELETE FROM later_verdict; DELETE FROM ledger_run;
      DELETE FROM rollup_hour; DELETE FROM rollup_day;
      UPDATE ledger_head SET size = 0, frontier = ''; COMMIT`);
  }

  async function append(
    batch: readonly JudgedReading[],
    head: LedgerHead | null,
    instance = 0,
  ): Promise<AppendResult> {
    const [line] = lines.slice(instance);
    if (line === undefined) throw new Error(`there is no instance ${instance}`);
    return appendReadings(line, prepareBatch(inputOf(batch), head ?? (await readHead(line))));
  }

  const inputOf = (batch: readonly JudgedReading[]): AppendInput => ({
    places: catalog,
    batch,
    publishedAt: PUBLISHED,
    seal: (at, items) => sealReadings(catalog, PUBLISHED, at, items),
  });

  async function expectSound(size: number): Promise<void> {
    expect(await differingDays(database.pool)).toEqual([]);
    expect(await differingHours(database.pool)).toEqual([]);
    expect(await verifyStoredLedger(database.pool)).toMatchObject({ ok: true, size });
    const [leaves] = await database.column<number>(
      'SELECT count(*)::int AS value FROM observation o JOIN verdict v ON v.id = o.id JOIN ledger_leaf l ON l.id = o.id',
    );
    expect(leaves).toBe(size);
  }

  const oneReading: fc.Arbitrary<Omit<JudgedInput, 'marketId'> & { market: number }> = fc.record({
    market: fc.nat(7),
    observedAt: fc.nat(HOURS * 3_600_000 - 1).map((ms) => START + ms),
    provenance: fc.constantFrom('observed' as const, 'simulated' as const),
    prices: fc.uniqueArray(
      fc.record({
        commodityId: fc.integer({ min: 1, max: 3 }),
        price: fc.integer({ min: 1, max: 10_000_000 }),
        lane: fc.constantFrom(
          'accepted' as const,
          'accepted' as const,
          'provisional' as const,
          'quarantined' as const,
        ),
      }),
      { minLength: 1, maxLength: 3, selector: (p) => p.commodityId },
    ),
  });
  const build = ({ market, ...rest }: Omit<JudgedInput, 'marketId'> & { market: number }) =>
    judged(catalog, { ...rest, marketId: markets[market] ?? 0 });

  it('keeps every rollup equal to SQL over the rows, whatever came in which batch', {
    timeout: 240_000,
  }, async () => {
    const batches = fc.array(fc.array(oneReading, { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc
        .asyncProperty(batches, async (inputs) => {
          let head: LedgerHead | null = null;
          for (const batch of inputs) head = (await append(batch.map(build), head)).head;
          await expectSound(inputs.flat(2).reduce((n, reading) => n + reading.prices.length, 0));
        })
        .beforeEach(clear),
      { numRuns: 40 },
    );
  });

  it('gives the same rollups in every order of arrival', { timeout: 240_000 }, async () => {
    const table = () =>
      database.column<unknown>(
        `SELECT to_jsonb(r) AS value FROM (SELECT level, area_id, commodity_id, bucket::text, n, total, low, high, simulated
           FROM rollup_day UNION ALL SELECT level, area_id, commodity_id, bucket::text, n, total, low, high, simulated
           FROM rollup_hour) r ORDER BY r`,
      );
    const shuffled = fc
      .array(oneReading, { minLength: 2, maxLength: 25 })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          fc.integer({ min: 1, max: 9 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([inOrder, late, size]) => {
        await clear();
        await append(inOrder.map(build), null);
        const expected = await table();
        await clear();
        for (let i = 0; i < late.length; i += size) await append(late.slice(i, i + size).map(build), null);
        expect(await table()).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('does the batch again when another instance was faster, and leaves no gap', async () => {
    const reading = (i: number) =>
      judged(catalog, {
        marketId: markets[i % markets.length] ?? 0,
        observedAt: START + i,
        prices: [{ commodityId: 1, price: 10_000 + i }],
      });
    const stale = await readHead(database.pool);
    const faster = await append([reading(0)], stale, 0);
    const slower = await append([reading(1), reading(2)], stale, 1);
    expect([faster.from, faster.to, slower.from, slower.to]).toEqual([0, 1, 1, 3]);
    await expectSound(3);
  });

  it('does a batch again whose leaves were made behind others, though the head has the size that they expected', async () => {
    const reading = (i: number) =>
      judged(catalog, {
        marketId: markets[0] ?? 0,
        observedAt: START + i,
        prices: [{ commodityId: 1, price: 10_000 + i }],
      });
    const empty = await readHead(database.pool);
    const never = prepareBatch(inputOf([reading(1)]), empty);
    await append([reading(2)], empty, 0);
    const [line] = lines;
    if (line === undefined) throw new Error('there is no line');
    let failures = 0;
    const behind = prepareBatch(inputOf([reading(3)]), never.after);
    const result = await appendReadings(line, behind, async () => void failures++);
    expect([result.from, result.to, failures]).toEqual([1, 2, 1]);
    await expectSound(2);
  });

  it('gives three writers at once positions of their own, gapless', async () => {
    const ranges: [number, number][] = [];
    await Promise.all(
      [0, 1, 2].map(async (instance) => {
        let head: LedgerHead | null = null;
        for (let i = 0; i < 15; i++) {
          const prices = [1, 2].map((commodityId) => ({ commodityId, price: 1_000 + i }));
          const batch = markets.map((marketId) =>
            judged(catalog, { marketId, observedAt: START + i, prices }),
          );
          const result = await append(batch, head, instance);
          ranges.push([result.from, result.to]);
          head = result.head;
        }
      }),
    );
    ranges.sort((a, b) => a[0] - b[0]);
    for (const [i, [from]] of ranges.entries()) expect(from).toBe(ranges[i - 1]?.[1] ?? 0);
    await expectSound(3 * 15 * markets.length * 2);
  });

  it('writes nothing of a batch of which one reading was stored before', async () => {
    const [one, two] = [1, 2].map((i) =>
      judged(catalog, {
        marketId: markets[0] ?? 0,
        observedAt: START + i,
        prices: [{ commodityId: 1, price: 5 }],
      }),
    );
    if (one === undefined || two === undefined) throw new Error('no readings');
    await append([one], null);
    await expect(append([two, one], null)).rejects.toMatchObject({
      code: '23505',
      constraint: 'reading_pkey',
    });
    await expectSound(1);
  });

  it('leaves its connection fit for the next batch when the second attempt fails as well', async () => {
    const reading = (i: number) =>
      judged(catalog, {
        marketId: markets[0] ?? 0,
        observedAt: START + i,
        prices: [{ commodityId: 1, price: 5 }],
      });
    const stale = await readHead(database.pool);
    const one = reading(1);
    await append([one], stale, 0);
    // The head has moved, so it is locked; then the reading turns out to be a repeat.
    await expect(append([one], stale, 1)).rejects.toMatchObject({ code: '23505' });
    const next = await append([reading(2)], null, 1);
    expect([next.from, next.to]).toEqual([1, 2]);
    // And the lock is not held on.
    expect((await append([reading(3)], null, 2)).to).toBe(3);
    await expectSound(3);
  });
});
