import type { Pool } from 'pg';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { dayStart, dayToIso } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import type { Country } from '@/lib/simulate/country';
import { dailyPrices } from '@/lib/simulate/daily-prices';
import { keyOf, uniform } from '@/lib/simulate/noise';
import { dayKey, readStoredDays } from '@/lib/store/import/read-stored-days';
import { appendHistory, type HistoricPrice } from '@/lib/store/river/append-history';
import { historySealer } from './seal-history';

/** One transaction and one leaf. */
const DAYS_A_BATCH = 7;
const HOUR_MS = 3_600_000;
/** Enumerators ask between nine and eleven. */
const FIRST_HOUR = 9;
const HOURS = 2;

export interface BackfillDeps {
  readonly pool: Pool;
  /** Holds the markets of the country. */
  readonly catalog: Catalog;
  readonly country: Country;
  /** When the rows enter the platform, ms. */
  now(): number;
  /** Called after every commit: all days up to `day` are complete. */
  readonly filled: (day: number) => Promise<void>;
}

/**
 * Writes the daily prices of the simulated country from `from` to `to` (day numbers, both included) for every
 * market and commodity that has no price on the day. Whatever was written before stays and is not written
 * again, so it may be interrupted at any moment and called anew.
 *
 * @returns rows written
 */
export async function backfillDemo(deps: BackfillDeps, from: number, to: number): Promise<number> {
  const marketIds = deps.country.markets.map((m) => deps.catalog.marketByCode.get(m.code)?.id);
  if (marketIds.includes(undefined)) throw new Error('a simulated market is missing from the catalog');
  let rows = 0;
  let first = from;
  let batch: HistoricPrice[] = [];
  let stored = await storedDays(deps, marketIds, from, to);
  let previous: Promise<void> = Promise.resolve();
  for (const { day, prices } of dailyPrices(deps.country, from, to)) {
    collect(deps, day, prices, marketIds, stored, batch);
    if (day < to && day - first + 1 < DAYS_A_BATCH) continue;
    rows += batch.length;
    // Two are under way at most, so that one is prepared while the database works on the other.
    const writing = write(deps, batch, first, day);
    writing.catch(() => undefined);
    await previous;
    previous = writing.then(() => deps.filled(day));
    previous.catch(() => undefined);
    batch = [];
    first = day + 1;
    stored = await storedDays(deps, marketIds, first, to);
  }
  await previous;
  return rows;
}

type MarketIds = readonly (number | undefined)[];

function collect(
  { country }: BackfillDeps,
  day: number,
  prices: Int32Array,
  marketIds: MarketIds,
  stored: ReadonlySet<string>,
  into: HistoricPrice[],
): void {
  const items = country.items.length;
  for (const market of country.markets) {
    const marketId = marketIds[market.index] ?? 0;
    const observedAt = dayStart(day, market.timeZone) + reportTime(country, market.index, day);
    for (let item = 0; item < items; item += 1) {
      const commodityId = country.items[item]?.commodityId ?? 0;
      if (stored.size > 0 && stored.has(dayKey(marketId, commodityId, day))) continue;
      const price = prices[market.index * items + item] ?? 0;
      into.push({ marketId, regionId: market.regionId, commodityId, price, observedAt });
    }
  }
}

/** ms after local midnight, on a whole minute. */
function reportTime(country: Country, market: number, day: number): number {
  const minute = Math.floor(uniform(keyOf(country.seed, 40, market), day) * HOURS * 60);
  return FIRST_HOUR * HOUR_MS + minute * 60_000;
}

/** Of the batch that begins at `from`. */
async function storedDays(
  { pool, country }: BackfillDeps,
  marketIds: MarketIds,
  from: number,
  to: number,
): Promise<ReadonlySet<string>> {
  if (from > to) return new Set();
  const end = Math.min(to, from + DAYS_A_BATCH - 1);
  const spans = marketIds.flatMap((marketId = 0) =>
    country.items.map(({ commodityId }) => ({ marketId, commodityId, from, to: end })),
  );
  return readStoredDays(pool, spans);
}

async function write(
  deps: BackfillDeps,
  prices: readonly HistoricPrice[],
  from: number,
  to: number,
): Promise<void> {
  if (prices.length === 0) return;
  const { pool, catalog, country } = deps;
  const batch = { prices, provenance: 'simulated', receivedAt: deps.now() } as const;
  const description = `simulated country, seed ${country.seed}, ${country.markets.length} markets`;
  const source = {
    name: description,
    fileHash: toHex(nodeSha256(utf8(description))),
    refused: 0,
    from: dayToIso(from),
    to: dayToIso(to),
  };
  await appendHistory(pool, catalog, batch, historySealer(catalog, batch, source));
}
