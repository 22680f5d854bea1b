import type { Pool } from 'pg';
import type { PlacedEvent } from '@/lib/impact/fit-week-model';
import type { WorldTables } from '@/lib/impact/world-tables';
import type { EventCause } from '@/lib/market/block';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import type { EventKind } from '@/lib/market/market-event';
import { readCalendar, readEvents } from '@/lib/store/catalog/event-rows';
import { readMacro } from '@/lib/store/catalog/macro-rows';
import { gatherWeather, readWeather } from '@/lib/store/impact/region-weather';

/** What is known of the world beside prices. */
export interface KnownWorld {
  readonly tables: WorldTables;
  /** `commodityId` is `null` where an event may move all of them. */
  readonly events: readonly (PlacedEvent & { readonly commodityId: number | null })[];
}

/** Of `other` events nobody knows what they do. */
const CAUSE: Readonly<Record<Exclude<EventKind, 'other'>, EventCause>> = {
  flood: 'weather',
  harvest: 'harvest',
  blocked_road: 'road',
  pest: 'pests',
};
/** Feasts are felt before they come. */
const AHEAD_DAYS = 90;
const MOST_EVENTS = 5_000;
const NO_END = 1_000_000;

/** @param day day number of today */
export async function readKnownWorld(
  pool: Pool,
  regions: WorldTables['regions'],
  day: number,
  backDays: number,
): Promise<KnownWorld> {
  const since = dayToIso(day - backDays);
  await gatherWeather(pool, dayToIso(day), backDays);
  const [calendar, macro, weather, events] = await Promise.all([
    readCalendar(pool, since, dayToIso(day + AHEAD_DAYS)),
    readMacro(pool),
    readWeather(pool, since),
    readEvents(pool, { from: since, to: dayToIso(day), limit: MOST_EVENTS }),
  ]);
  return {
    tables: {
      feasts: calendar.map((c) => ({ name: c.name, day: isoToDay(c.day) })),
      macro: macro.map(({ name, month, value }) => ({ name, month, value })),
      regions,
      weather: weather.map((w) => ({ ...w, day: isoToDay(w.day) })),
    },
    events: events.flatMap((e) =>
      e.kind === 'other'
        ? []
        : {
            cause: CAUSE[e.kind],
            regionId: e.regionId,
            market: e.marketId,
            from: isoToDay(e.begins),
            to: e.ends === null ? NO_END : isoToDay(e.ends),
            commodityId: e.commodityId,
          },
    ),
  };
}
