import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { type ImportedPrice, type ImportFormat, type RowResult, refuse } from '@/lib/ingest/import-row';
import { dayStart, dayToIso, isoToDay } from '@/lib/market/calendar';
import { buildCatalog, type Catalog } from '@/lib/market/catalog';
import type { Market, MarketFacts } from '@/lib/market/market';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import type { ImportStart } from '@/lib/store/import/import-runs';
import { dayKey, readStoredDays, type SeriesSpan } from '@/lib/store/import/read-stored-days';
import type { Db } from '@/lib/store/prisma-client';
import { appendHistory, type HistoricPrice } from '@/lib/store/river/append-history';
import { marketFor } from './import-markets';
import { makeImportMarkets } from './make-import-markets';
import { historySealer } from './seal-history';

/** Rows of a transaction: readings wait for a tenth of a second at most. */
const BATCH_ROWS = 10_000;
/** Local time at which prices of a day are taken to have been asked. */
const ASKED_MS = 10 * 3_600_000;

export interface BatchDeps {
  readonly pool: Pool;
  readonly db: Db;
  readonly clock: Clock;
  readonly catalog: Catalog;
  readonly run: ImportStart;
  readonly format: ImportFormat;
  /** What became of every row, in the order in which they were added, once it is durable. */
  readonly result: (result: RowResult) => void;
}

export interface ImportBatches {
  add(result: RowResult): Promise<void>;
  /** Writes what is left. */
  flush(): Promise<void>;
  /** Codes of the markets made. */
  made(): readonly string[];
  days(): { readonly from: string; readonly to: string } | null;
}

interface Placed {
  readonly price: ImportedPrice;
  readonly market: Market;
}

/** Gathers rows of an import and writes them batch by batch. */
export function createImportBatches(deps: BatchDeps): ImportBatches {
  let catalog = deps.catalog;
  let waiting: RowResult[] = [];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const made: string[] = [];

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    await makeMarkets(batch);
    const placed = new Map<RowResult, Placed>();
    for (const row of batch) {
      if (!row.ok) continue;
      const market = marketFor(catalog, row.price, deps.format);
      if ('id' in market) placed.set(row, { price: row.price, market });
    }
    const stored = new Set(await readStoredDays(deps.pool, spansOf([...placed.values()])));
    const outcomes = batch.map((row) => outcomeOf(row, placed.get(row), stored));
    const fresh = outcomes.flatMap((row) => (row.ok ? (placed.get(row) ?? []) : []));
    if (fresh.length > 0) await write(fresh, outcomes.length - fresh.length);
    for (const outcome of outcomes) deps.result(outcome);
  }

  async function makeMarkets(batch: readonly RowResult[]): Promise<void> {
    const missing = new Map<string, MarketFacts>();
    for (const row of batch) {
      if (!row.ok) continue;
      const market = marketFor(catalog, row.price, deps.format);
      if (!('id' in market)) missing.set(market.code, market);
    }
    if (missing.size === 0) return;
    await makeImportMarkets(deps.pool, [...missing.values()], {
      runId: deps.run.id,
      now: deps.clock.now(),
    });
    made.push(...missing.keys());
    catalog = buildCatalog(await readCatalog(deps.db));
  }

  async function write(fresh: readonly Placed[], refused: number): Promise<void> {
    const now = deps.clock.now();
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const prices = fresh.map(({ price, market }): HistoricPrice => {
      from = Math.min(from, price.day);
      to = Math.max(to, price.day);
      return toHistoric(catalog, price, market, now);
    });
    const batch = { prices, provenance: 'imported', receivedAt: now } as const;
    const source = {
      name: `${deps.format}: ${deps.run.fileName}`,
      fileHash: deps.run.fileHash,
      refused,
      from: dayToIso(from),
      to: dayToIso(to),
    };
    await appendHistory(deps.pool, catalog, batch, historySealer(catalog, batch, source));
    first = Math.min(first, from);
    last = Math.max(last, to);
  }

  return {
    async add(result) {
      waiting.push(result);
      if (waiting.length >= BATCH_ROWS) await flush();
    },
    flush,
    made: () => made,
    days: () => (first > last ? null : { from: dayToIso(first), to: dayToIso(last) }),
  };
}

function spansOf(placed: readonly Placed[]): readonly SeriesSpan[] {
  const spans = new Map<string, { marketId: number; commodityId: number; from: number; to: number }>();
  for (const { price, market } of placed) {
    const { commodityId, day } = price;
    const key = `${market.id}|${commodityId}`;
    const held = spans.get(key);
    if (held === undefined) spans.set(key, { marketId: market.id, commodityId, from: day, to: day });
    else {
      held.from = Math.min(held.from, day);
      held.to = Math.max(held.to, day);
    }
  }
  return [...spans.values()];
}

/** @param stored grows by what is taken, so that two spellings of one market do not meet in it */
function outcomeOf(row: RowResult, placed: Placed | undefined, stored: Set<string>): RowResult {
  if (placed === undefined) return row;
  const { price, market } = placed;
  const said = `${market.code} ${dayToIso(price.day)} Rp ${price.price}`;
  if (market.origin === 'simulated') {
    return refuse(price.line, 'simulated_market', said, `${market.code} is simulated.`);
  }
  if (market.closedOn !== null && price.day >= isoToDay(market.closedOn)) {
    const message = `${market.code} closed for good on ${market.closedOn}.`;
    return refuse(price.line, 'market_closed', said, message);
  }
  const key = dayKey(market.id, price.commodityId, price.day);
  if (stored.has(key)) {
    return refuse(price.line, 'already_stored', said, 'The database has a price of this market and day.');
  }
  stored.add(key);
  return row;
}

function toHistoric(catalog: Catalog, price: ImportedPrice, market: Market, now: number): HistoricPrice {
  const zone = catalog.regions.get(market.regionId)?.timeZone;
  if (zone === undefined) throw new Error(`region ${market.regionId} left the catalog`);
  return {
    marketId: market.id,
    regionId: market.regionId,
    commodityId: price.commodityId,
    price: price.price,
    observedAt: Math.min(now, dayStart(price.day, zone) + ASKED_MS),
  };
}
