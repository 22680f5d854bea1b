import type { Clock } from '@/lib/clock';
import { dayToIso, isoToDay, localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { type ReferenceRule, referenceFor } from '@/lib/market/reference';
import type { DaySeriesRow } from '@/lib/store/board/read-day-series';
import type { LastPrice } from '@/lib/store/memory/read-last-prices';
import { type Baselines, readBaselines } from './baselines';

const SPARK_DAYS = 30;
const BASELINES_MS = 5 * 60_000;

/** Slow facts that the board is drawn against, read again every half minute and at each new day. */
export interface BoardFacts {
  readonly today: string;
  readonly baselines: Baselines;
  /** When the baselines were read, ms. */
  readonly comparedAt: number;
  readonly series: ReadonlyMap<number, readonly DaySeriesRow[]>;
  readonly references: readonly ReferenceRule[];
}

export interface FactReaders {
  readonly lastPrices: (day: string, carryDays: number) => Promise<readonly LastPrice[]>;
  readonly daySeries: (since: string) => Promise<readonly DaySeriesRow[]>;
  readonly references: () => Promise<readonly ReferenceRule[]>;
}

/** Today's date in western Indonesia, where the nation's figures are published. */
export function publicationDay(clock: Clock): string {
  return dayToIso(localDay(clock.now(), 'Asia/Jakarta'));
}

/**
 * @param previous facts read before: their baselines hold for some minutes, since late readings and second looks
 *   still change yesterday
 */
export async function readBoardFacts(
  clock: Clock,
  readers: FactReaders,
  previous: BoardFacts | null,
): Promise<BoardFacts> {
  const today = publicationDay(clock);
  const held =
    previous?.today === today && clock.now() - previous.comparedAt < BASELINES_MS ? previous : null;
  const baselines = held?.baselines ?? (await readBaselines(today, readers.lastPrices));
  const series = new Map<number, DaySeriesRow[]>();
  for (const row of await readers.daySeries(dayToIso(isoToDay(today) - SPARK_DAYS + 1))) {
    const rows = series.get(row.commodityId);
    if (rows === undefined) series.set(row.commodityId, [row]);
    else rows.push(row);
  }
  return {
    today,
    baselines,
    comparedAt: held?.comparedAt ?? clock.now(),
    series,
    references: await readers.references(),
  };
}

/** The reference in force today where a market stands; rice limits differ by zone. */
export function referenceAt(
  facts: BoardFacts,
  catalog: Catalog,
  commodityId: number,
  regionId: number,
): ReferenceRule | null {
  const zone = catalog.regions.get(regionId)?.riceZone ?? 1;
  return referenceFor(facts.references, commodityId, zone, facts.today);
}
