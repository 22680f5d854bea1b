import type { Pool } from 'pg';
import { SmpError } from '@/lib/errors';
import { UTC_OFFSET_HOURS } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { type Lane, laneFromNumber } from '@/lib/market/lane';
import { readDevice } from '@/lib/store/devices/read-devices';
import { type FoundPrice, findReadingLeaves, searchLeaves } from '@/lib/store/ledger/search-leaves';

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
 * Prices by where, when and by whom they were measured, newest first. A device alone is looked for in its
 * market, thirty days back.
 * @throws SmpError NOT_FOUND for names that nothing has; INVALID when nothing is asked for
 */
export async function searchLedger(deps: Deps, search: LedgerSearch): Promise<readonly FoundEntry[]> {
  const catalog = deps.catalog();
  if (search.reading !== undefined) {
    return (await findReadingLeaves(deps.pool, search.reading, search.limit)).map(entryOf(catalog));
  }
  if (search.market === undefined && search.day === undefined && search.device === undefined) {
    throw new SmpError('INVALID', 'Ask for a market, a day, a device or a reading.', {
      errors: [{ field: 'query', code: 'missing', message: 'Give market_id, day, device_id or reading_id.' }],
    });
  }
  const market = search.market === undefined ? null : catalog.marketByCode.get(search.market);
  if (market === undefined) throw unknown('market_id', search.market);
  const commodity = search.commodity === undefined ? null : catalog.commodityByCode.get(search.commodity);
  if (commodity === undefined) throw unknown('commodity', search.commodity);
  const device = search.device === undefined ? undefined : await readDevice(deps.pool, search.device);
  if (device === null) throw unknown('device_id', search.device);
  const zone =
    market === null ? 'Asia/Jakarta' : (catalog.regions.get(market.regionId)?.timeZone ?? 'Asia/Jakarta');
  const from =
    search.day === undefined
      ? deps.now - DAYS_BACK * DAY_MS
      : Date.parse(`${search.day}T00:00:00Z`) - UTC_OFFSET_HOURS[zone] * 3_600_000;
  const found = await searchLeaves(deps.pool, {
    marketId: market?.id ?? device?.marketId ?? null,
    commodityId: commodity?.id ?? null,
    from,
    to: search.day === undefined ? deps.now + DAY_MS : from + DAY_MS,
    deviceId: search.device ?? null,
    before: search.before ?? null,
    limit: search.limit,
  });
  return found.map(entryOf(catalog));
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

function unknown(field: string, value: string | undefined): SmpError {
  return new SmpError('NOT_FOUND', `There is no ${field} "${value}".`, {
    errors: [{ field, code: 'unknown', message: 'Use a name that the public lists have.' }],
  });
}
