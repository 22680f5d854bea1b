import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { PriceUpdate } from '@/lib/live/events';
import type { Catalog } from '@/lib/market/catalog';
import type { Lane } from '@/lib/market/lane';
import { holdStored } from '@/lib/services/hold-stored';
import { judgeReading } from '@/lib/services/judge-reading';
import { createLastPrices } from '@/lib/services/last-prices';
import { createLiveBus, type Published } from '@/lib/services/live-bus';
import { announceCommit } from '@/lib/services/record-readings';
import { createRiverMemory, remember } from '@/lib/services/river-memory';
import { saveReadings, unknownHead } from '@/lib/services/save-readings';
import { settlePrices } from '@/lib/services/settle-prices';
import type { ReviewDeps } from '@/lib/services/write-review';
import { readAccepted } from '@/lib/store/memory/read-accepted';
import { createRiverLine } from '@/lib/store/pool';
import { snapshot } from '@/lib/validate/memory';
import type { OpenDatabase } from './open-database';

const DAY_MS = 86_400_000;
/** Day 0, ten in the morning in Jakarta. */
export const DAY_0 = Date.parse('2026-03-02T03:00:00Z');

export interface Report {
  readonly marketId: number;
  readonly price: number;
  readonly commodityId?: number;
}

/** One instance of the platform without doors: judging, saving and settling on a database that others may share. */
export interface SmallRiver {
  readonly published: readonly Published[];
  readonly counted: readonly (readonly [Lane, string])[];
  readonly waiting: number;
  updates(): readonly PriceUpdate[];
  /** Fills the memory as at boot. @param now ms @param until leaves out what was observed later */
  load(now: number, until?: number): Promise<void>;
  /** The explanation of a price that is judged but not stored. */
  judge(day: number, report: Report): string;
  /** One reading a report, all on one day. @returns ledger positions in order */
  send(day: number, reports: readonly Report[], hour?: number): Promise<readonly number[]>;
  /** Looks again at that day and hour. @returns how many were decided */
  settle(day: number, hour?: number): Promise<number>;
  lastPrice(marketId: number, commodityId?: number): number | null;
  /** What verbs about reviews need, at a clock of their own. */
  reviewDeps(now: number): ReviewDeps;
  /** The window of the judge's memory, for comparison with a rebuilt one. */
  window(marketId: number, commodityId?: number): unknown;
  close(): Promise<void>;
}

export const CHILI = 1;

export function at(day: number, hour = 0): number {
  return DAY_0 + day * DAY_MS + hour * 3_600_000;
}

export async function openSmallRiver(
  database: Pick<OpenDatabase, 'url' | 'pool' | 'catalog'>,
): Promise<SmallRiver> {
  const pool: Pool = database.pool;
  const catalog: Catalog = await database.catalog();
  const riverLine = createRiverLine(database.url, () => undefined);
  const memory = createRiverMemory();
  const lastPrices = createLastPrices();
  const published: Published[] = [];
  const counted: [Lane, string][] = [];
  const bus = createLiveBus((error) => {
    throw error;
  });
  bus.subscribe((p) => {
    published.push(p);
    for (const u of p.updates) {
      const marketId = catalog.marketByCode.get(u.market_id)?.id ?? 0;
      const commodityId = catalog.commodityByCode.get(u.commodity)?.id ?? 0;
      if (u.lane !== 'accepted') continue;
      const { price, observed_at } = u;
      const ledgerIndex = u.observation ?? u.seq;
      const observedAt = Date.parse(observed_at);
      lastPrices.take({ ledgerIndex, marketId, commodityId, price, observedAt, provenance: 'observed' });
    }
  });
  const deps = {
    pool,
    catalog: () => catalog,
    memory,
    lastPrices,
    bus,
    metrics: { settled: (lane: Lane, reason: string) => void counted.push([lane, reason]) },
  };
  const head = unknownHead();
  const judgedAt = (time: number, { marketId, price, commodityId = CHILI }: Report) =>
    judgeReading(
      catalog,
      memory,
      {
        readingId: randomUUID(),
        deviceId: `DEV-${marketId}`,
        marketId,
        regionId: catalog.markets.get(marketId)?.regionId ?? 0,
        observedAt: time,
        receivedAt: time + 1_000,
        temperature: null,
        humidity: null,
        crowd: null,
        prices: [{ commodityId, saidAs: 'x', price }],
      },
      'observed',
    );
  return {
    published,
    counted,
    get waiting() {
      return memory.held.size;
    },
    updates: () => published.flatMap((p) => p.updates),
    async load(now, until = Number.POSITIVE_INFINITY) {
      await readAccepted(pool, now - 70 * DAY_MS, (rows) => {
        for (const row of rows) if (row.observedAt <= until) remember(memory, catalog, row);
      });
      await holdStored(deps, now);
    },
    judge: (day, report) => judgedAt(at(day), report).details[0] ?? '',
    async send(day, reports, hour = 0) {
      const time = at(day, hour);
      const judged = reports.map((report) => judgedAt(time, report));
      const saved = await saveReadings(
        {
          pool,
          riverLine,
          catalog,
          now: time + 2_000,
          head,
          onCommit: (result, recorded) => announceCommit(deps, result, recorded),
        },
        judged,
      );
      return saved.map((s) => {
        if (s instanceof Error) throw s;
        return s.recorded.prices[0]?.ledgerIndex ?? -1;
      });
    },
    settle: (day, hour = 0) => settlePrices(deps, at(day, hour)),
    lastPrice: (marketId, commodityId = CHILI) => lastPrices.of(commodityId).get(marketId)?.price ?? null,
    reviewDeps: (now) => ({ ...deps, clock: { now: () => now } }),
    window: (marketId, commodityId = CHILI) => snapshot(memory.judge, marketId, commodityId),
    close: () => riverLine.end(),
  };
}
