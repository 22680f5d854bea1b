import { isoToDay, localDay } from './calendar';
import type { Catalog } from './catalog';
import type { Market } from './market';
import type { TimeZone } from './region';

/** Whether a market has closed for good by `time` (ms), by its own clock. `closedOn`: see `Market`. */
export function hasClosed(closedOn: string | null, zone: TimeZone, time: number): boolean {
  return closedOn !== null && localDay(time, zone) >= isoToDay(closedOn);
}

/** The same of a market of the catalogue. Of one that trades it costs one comparison. */
export function isClosedAt(
  { regions }: Pick<Catalog, 'regions'>,
  market: Pick<Market, 'closedOn' | 'regionId'>,
  time: number,
): boolean {
  if (market.closedOn === null) return false;
  return hasClosed(market.closedOn, regions.get(market.regionId)?.timeZone ?? 'Asia/Jakarta', time);
}

/** The markets that trade at `time`, and so may report, be silent, or get a device. */
export function openMarkets(catalog: Pick<Catalog, 'markets' | 'regions'>, time: number): readonly Market[] {
  return [...catalog.markets.values()].filter((market) => !isClosedAt(catalog, market, time));
}
