import type { Pool } from 'pg';
import type { EventList } from '@/lib/live/board';
import type { Catalog } from '@/lib/market/catalog';
import type { MarketEvent } from '@/lib/market/market-event';
import { readCalendar, readEvents } from '@/lib/store/catalog/event-rows';
import { type AreaInput, findArea } from './find-area';
import { unknownCommodity } from './read-map';

export interface EventQuery extends AreaInput {
  readonly commodity?: string | undefined;
  /** ISO dates, both included. */
  readonly from: string;
  readonly to: string;
}

interface EventSource {
  readonly pool: Pool;
  catalog(): Catalog;
}

const MOST = 500;

/** What happened in a time and place, with the days of the calendar that fall into it. @throws SmpError NOT_FOUND */
export async function listEvents(source: EventSource, query: EventQuery): Promise<EventList> {
  const catalog = source.catalog();
  const [events, calendar] = await Promise.all([
    currentEvents(source, query),
    readCalendar(source.pool, query.from, query.to),
  ]);
  return {
    from: query.from,
    to: query.to,
    events: events.map((e) => ({
      id: e.id,
      kind: e.kind,
      commodity: e.commodityId === null ? null : (catalog.commodities.get(e.commodityId)?.code ?? null),
      region_id: e.regionId,
      market_id: e.marketId === null ? null : (catalog.markets.get(e.marketId)?.code ?? null),
      place:
        (e.marketId === null ? undefined : catalog.markets.get(e.marketId)?.name) ??
        (e.regionId === null ? undefined : catalog.regions.get(e.regionId)?.name) ??
        null,
      from: e.begins,
      to: e.ends,
      source: e.source,
      text_id: e.textId,
      text_en: e.textEn,
    })),
    calendar,
  };
}

/** The rows that hold now, newest first. @throws SmpError NOT_FOUND */
export async function currentEvents(source: EventSource, query: EventQuery): Promise<readonly MarketEvent[]> {
  const catalog = source.catalog();
  const commodity = query.commodity === undefined ? undefined : catalog.commodityByCode.get(query.commodity);
  if (query.commodity !== undefined && commodity === undefined)
    throw unknownCommodity(source, query.commodity);
  const area = findArea(source, query);
  const marketId = area.level === 2 ? area.id : undefined;
  const regionId =
    marketId === undefined
      ? area.level === 1
        ? area.id
        : undefined
      : catalog.markets.get(marketId)?.regionId;
  const { from, to } = query;
  return readEvents(source.pool, { from, to, commodityId: commodity?.id, regionId, marketId, limit: MOST });
}
