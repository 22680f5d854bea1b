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
  const [year, month, day] = [Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8))];
  if (!ISO_DATE.test(iso) || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
    throw new RangeError(`not a date of the form YYYY-MM-DD: ${iso}`);
  }
  return dayNumber(year, month, day);
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysOf(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTHS[month - 1] ?? 0);
}

/**
 * Years counted from March, so that the leap day comes last (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
 * `days_from_civil`). Long histories are read by the day, where a `Date` for each costs more than all else.
 */
function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear - 719_468;
}

/** Start of the local day, ms. */
export function dayStart(day: number, zone: TimeZone): number {
  return day * DAY_MS - UTC_OFFSET_HOURS[zone] * HOUR_MS;
}
