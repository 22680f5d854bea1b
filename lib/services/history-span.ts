import type { Interval } from '@/lib/live/board';
import { dayStart, dayToIso, isoToDay, localDay } from '@/lib/market/calendar';
import { isoTime } from '@/lib/market/iso-time';
import type { TimeZone } from '@/lib/market/region';

const DAY_MS = 86_400_000;

/** From when to when; both ends included. Each is an ISO date, which is a day of the area, or an ISO time. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const isDate = (said: string) => said.length === 10;

/** The moments of a span, as ISO times: a day lasts from one midnight of the area to the next. */
export function momentsOf({ from, to }: Span, zone: TimeZone): Span {
  return {
    from: isoTime(isDate(from) ? dayStart(isoToDay(from), zone) : Date.parse(from)),
    to: isoTime(isDate(to) ? dayStart(isoToDay(to) + 1, zone) - 1 : Date.parse(to)),
  };
}

/** The days of the area that a span touches, as ISO dates. */
export function daysOf({ from, to }: Span, zone: TimeZone): Span {
  const day = (said: string) => (isDate(said) ? said : dayToIso(localDay(Date.parse(said), zone)));
  return { from: day(from), to: day(to) };
}

/** First day of the week (a Monday) or month that a day lies in. */
export function bucketOf(day: string, interval: Extract<Interval, 'week' | 'month'>): string {
  if (interval === 'month') return `${day.slice(0, 7)}-01`;
  const weekday = new Date(isoToDay(day) * DAY_MS).getUTCDay();
  return dayToIso(isoToDay(day) - ((weekday + 6) % 7));
}
