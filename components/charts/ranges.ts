import type { HistoryQuery } from '@/components/live/fetch';
import type { Interval } from '@/lib/live/board';
import { dayToIso, isoToDay } from '@/lib/market/calendar';

/** Lengths that the range buttons offer, in days. */
export const RANGES = [30, 90, 365, 730] as const;

export type Range = (typeof RANGES)[number];

/** Above this a day's mark is thinner than a pixel of a phone. */
const DAILY_AT_MOST = 400;

export interface Span {
  readonly from: string;
  readonly to: string;
  readonly interval: Interval;
}

/** The last `days` days up to `today`, in a fineness that can be seen. */
export function rangeSpan(days: number, today: string): Span {
  return {
    from: dayToIso(isoToDay(today) - days + 1),
    to: today,
    interval: days <= DAILY_AT_MOST ? 'day' : 'week',
  };
}

/** Which button shows this span; `null` for one that came in by a link. */
export function rangeOf(span: Span, today: string): Range | null {
  return RANGES.find((days) => rangeSpan(days, today).from === span.from && span.to === today) ?? null;
}

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const INTERVALS: readonly string[] = ['hour', 'day', 'week', 'month'] satisfies readonly Interval[];

function isInterval(value: unknown): value is Interval {
  return typeof value === 'string' && INTERVALS.includes(value);
}

/** The chart that an address asks for. Anything malformed falls back to the last 90 days of the nation. */
export function readChartLink(commodity: string, query: Query, today: string): HistoryQuery {
  const usual = rangeSpan(90, today);
  const from = isoDate(query.from) ?? usual.from;
  const to = isoDate(query.to) ?? usual.to;
  const span = from <= to ? { from, to } : usual;
  const interval = isInterval(query.interval) ? query.interval : usual.interval;
  const market = short(query.market_id);
  const region = short(query.region);
  if (market !== null) return { commodity, ...span, interval, market_id: market };
  return region === null ? { commodity, ...span, interval } : { commodity, ...span, interval, region };
}

/** Address of the commodity page that shows exactly this chart. */
export function chartLink(query: HistoryQuery, table: boolean): string {
  const { commodity, from, to, interval, market_id, region } = query;
  const params = new URLSearchParams({ from, to, interval });
  if (market_id !== undefined) params.set('market_id', market_id);
  if (region !== undefined) params.set('region', region);
  if (table) params.set('view', 'table');
  return `/komoditas/${encodeURIComponent(commodity)}?${params}`;
}

function isoDate(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  try {
    return dayToIso(isoToDay(value));
  } catch {
    return null;
  }
}

function short(value: unknown): string | null {
  return typeof value === 'string' && value.length > 0 && value.length <= 64 ? value : null;
}
