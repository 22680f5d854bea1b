const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):?(\d\d)?)$/;
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?$/;

export type TimeResult =
  | { readonly ok: true; readonly time: number }
  | { readonly ok: false; readonly code: 'not_a_time' | 'time_without_zone'; readonly message: string };

/** Reads an ISO 8601 date and time with a zone (`Z` or an offset) as ms since 1970; finer parts are cut off. */
export function parseTimestamp(value: unknown): TimeResult {
  const text = typeof value === 'string' && value.length <= 40 ? value : '';
  const m = ISO.exec(text);
  const time = m === null ? null : toTime(m);
  if (time !== null) return { ok: true, time };
  if (WITHOUT_ZONE.test(text)) {
    return {
      ok: false,
      code: 'time_without_zone',
      message: `The time names no zone; write ${text.replace(' ', 'T')}+07:00 for WIB, +08:00 for WITA, +09:00 for WIT, or Z for UTC.`,
    };
  }
  return {
    ok: false,
    code: 'not_a_time',
    message: 'A time is ISO 8601 with a zone, such as 2025-12-12T12:34:56.789Z or 2025-12-12T19:34:56+07:00.',
  };
}

/** `null` for a day, hour, minute, second or offset that does not exist. */
function toTime(m: RegExpExecArray): number | null {
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  const [hour, minute, second] = [Number(m[4]), Number(m[5]), Number(m[6] ?? 0)];
  const [aheadHours, aheadMinutes] = [Number(m[10] ?? 0), Number(m[11] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || aheadHours > 14 || aheadMinutes > 59) return null;
  if (day < 1 || day > daysIn(year, month)) return null;
  const ms = Number((m[7] ?? '').padEnd(3, '0').slice(0, 3));
  const ahead = (aheadHours * 60 + aheadMinutes) * 60_000 * (m[9] === '-' ? -1 : 1);
  return Date.UTC(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000 + ms - ahead;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month of the Gregorian calendar; 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
}
