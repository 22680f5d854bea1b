import type { Pool } from 'pg';
import { SmpError } from '@/lib/errors';
import { UTC_OFFSET_HOURS } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { type Lane, laneFromNumber } from '@/lib/market/lane';
import type { TimeZone } from '@/lib/market/region';
import { readDevice } from '@/lib/store/devices/read-devices';
import {
  type FoundPrice,
  findReadingLeaves,
  type LeafSearch,
  searchLeaves,
} from '@/lib/store/ledger/search-leaves';
import { expectKnown } from './expect-known';
import { unknownName } from './unknown-name';

export interface LedgerSearch {
  readonly market?: string | undefined;
  readonly commodity?: string | undefined;
  /** ISO date, in the market's own time zone, else in Jakarta's. */
  readonly day?: string | undefined;
  readonly device?: string | undefined;
  readonly reading?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Field names are those of the public API. */
export interface FoundEntry {
  readonly index: number;
  readonly reading_id: string;
  readonly device_id: string;
  readonly market_id: string;
  readonly commodity: string;
  readonly price: number;
  readonly lane: Lane;
  readonly observed_at: string;
}

interface Deps {
  readonly pool: Pool;
  readonly catalog: () => Catalog;
  readonly now: number;
}

const DAY_MS = 86_400_000;
/** How far back is looked without a day. */
const DAYS_BACK = 30;

/**
 * Prices by where, when and by whom they were measured, newest first; every condition holds for each. A device alone is
 * looked for in its market, and without a day thirty days back; a reading is found however old.
 * @throws SmpError NOT_FOUND for names that nothing has; INVALID when nothing is asked for
 */
export async function searchLedger(deps: Deps, search: LedgerSearch): Promise<readonly FoundEntry[]> {
  const { market: market_id, device: said, reading, day } = search;
  if (reading === undefined && market_id === undefined && day === undefined && said === undefined) {
    throw new SmpError('INVALID', 'Ask for a market, a day, a device or a reading.', {
      errors: [{ field: 'query', code: 'missing', message: 'Give market_id, day, device_id or reading_id.' }],
    });
  }
  const known = expectKnown(deps, { market_id, commodity: search.commodity });
  const catalog = deps.catalog();
  const market = catalog.marketByCode.get(known.market_id ?? '') ?? null;
  const commodity = catalog.commodityByCode.get(known.commodity ?? '') ?? null;
  const device = said === undefined ? null : await readDevice(deps.pool, said);
  if (said !== undefined && device === null)
    throw unknownName({ field: 'device_id', what: 'device', said, near: [] });
  const zone = (market === null ? null : catalog.regions.get(market.regionId)?.timeZone) ?? 'Asia/Jakarta';
  const asked: LeafSearch = {
    marketId: market?.id ?? (reading === undefined ? device?.marketId : null) ?? null,
    commodityId: commodity?.id ?? null,
    ...(day === undefined ? lately(deps.now) : dayIn(day, zone)),
    deviceId: said ?? null,
    before: search.before ?? null,
    limit: search.limit,
  };
  const found =
    reading === undefined
      ? await searchLeaves(deps.pool, asked)
      : (await findReadingLeaves(deps.pool, reading, search.limit)).filter((price) =>
          matches(price, asked, day !== undefined),
        );
  return found.map(entryOf(catalog));
}

function lately(now: number): Pick<LeafSearch, 'from' | 'to'> {
  return { from: now - DAYS_BACK * DAY_MS, to: now + DAY_MS };
}

function dayIn(day: string, zone: TimeZone): Pick<LeafSearch, 'from' | 'to'> {
  const from = Date.parse(`${day}T00:00:00Z`) - UTC_OFFSET_HOURS[zone] * 3_600_000;
  return { from, to: from + DAY_MS };
}

/** Whether a price of a reading is also what else was asked for; its time only where a day was. */
function matches(price: FoundPrice, asked: LeafSearch, dated: boolean): boolean {
  const at = price.observedAt.getTime();
  return (
    (asked.marketId === null || price.marketId === asked.marketId) &&
    (asked.commodityId === null || price.commodityId === asked.commodityId) &&
    (asked.deviceId === null || price.deviceId === asked.deviceId) &&
    (!dated || (at >= asked.from && at < asked.to))
  );
}

function entryOf(catalog: Catalog): (found: FoundPrice) => FoundEntry {
  return (found) => ({
    index: found.index,
    reading_id: found.readingId,
    device_id: found.deviceId,
    market_id: catalog.markets.get(found.marketId)?.code ?? String(found.marketId),
    commodity: catalog.commodities.get(found.commodityId)?.code ?? String(found.commodityId),
    price: found.price,
    lane: laneFromNumber(found.lane),
    observed_at: found.observedAt.toISOString(),
  });
}
