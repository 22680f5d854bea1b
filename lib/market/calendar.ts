import { isoTime } from './iso-time';
import type { TimeZone } from './region';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours ahead of UTC; Indonesia keeps no daylight-saving time. */
export const UTC_OFFSET_HOURS: Readonly<Record<TimeZone, number>> = {
  'Asia/Jakarta': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
};

/** The name people use for the zone. */
export const ZONE_NAME: Readonly<Record<TimeZone, 'WIB' | 'WITA' | 'WIT'>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** Days since 1970-01-01 of the local calendar day at `time` (ms). */
export function localDay(time: number, zone: TimeZone): number {
  return Math.floor((time + UTC_OFFSET_HOURS[zone] * HOUR_MS) / DAY_MS);
}

/** ISO date (`2026-11-22`) of a day number. */
export function dayToIso(day: number): string {
  return isoTime(day * DAY_MS).slice(0, -14);
}

/** Day number of an ISO date. @throws RangeError on anything but `YYYY-MM-DD` */
export function isoToDay(iso: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : Number.NaN;
  if (!Number.isFinite(time) || dayToIso(time / DAY_MS) !== iso) {
    throw new RangeError(`not a date of the form YYYY-MM-DD: ${iso}`);
  }
  return time / DAY_MS;
}

/** Start of the local day, ms. */
export function dayStart(day: number, zone: TimeZone): number {
  return day * DAY_MS - UTC_OFFSET_HOURS[zone] * HOUR_MS;
}
