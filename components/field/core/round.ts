import type { FieldItem, FieldRound } from '@/lib/live/field';
import { localDay } from '@/lib/market/calendar';
import type { TimeZone } from '@/lib/market/region';
import type { FieldRecord } from './records';

/** The newest record of each commodity that was typed on the day of `now`, in the market's own time. */
export function typedToday(
  records: readonly FieldRecord[],
  now: number,
  zone: TimeZone,
): ReadonlyMap<string, FieldRecord> {
  const today = localDay(now, zone);
  const newest = new Map<string, FieldRecord>();
  for (const record of records) {
    if (record.settled === 'corrected' || localDay(record.typedAt, zone) !== today) continue;
    const held = newest.get(record.commodity);
    if (held === undefined || record.typedAt >= held.typedAt) newest.set(record.commodity, record);
  }
  return newest;
}

/** The first item without a price today; the first of all when each has one. */
export function nextOpen(round: FieldRound, done: ReadonlyMap<string, unknown>): FieldItem | null {
  return round.commodities.find((c) => !done.has(c.commodity)) ?? round.commodities[0] ?? null;
}

/** The item `step` places on; `null` beyond either end. */
export function neighbour(round: FieldRound, commodity: string, step: 1 | -1): FieldItem | null {
  const at = round.commodities.findIndex((c) => c.commodity === commodity);
  return at === -1 ? null : (round.commodities[at + step] ?? null);
}
