import type { WorldTables } from '@/lib/impact/world-tables';
import { isoToDay } from '@/lib/market/calendar';
import { regions } from '@/prisma/seed/catalog-data';
import { calendar, macro } from '@/prisma/seed/reference-data';

/** What the shipped tables know of calendar and economy. */
export function readWorld(): WorldTables {
  return {
    feasts: calendar().map((c) => ({ name: c.name, day: isoToDay(c.day) })),
    macro: macro().map((m) => ({ name: m.name, month: m.period.slice(0, 7), value: m.value })),
    regions: regions(),
    weather: [],
  };
}
