import type { OpenAlerts } from '@/lib/live/alert-news';
import type { Board, EventList, Interval, PriceHistory, PriceMap } from '@/lib/live/board';
import type { Subscription } from '@/lib/live/events';
import type { UpdatesPage } from './follow';

/* What the browser asks the public API. Each throws on anything but an answer with status 2xx. */

async function get<T>(
  path: string,
  query: Record<string, string | undefined>,
  cache: RequestCache = 'default',
): Promise<T> {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) params.set(key, value);
  const text = params.toString();
  const response = await fetch(`/api/public/${path}${text ? `?${text}` : ''}`, {
    headers: { accept: 'application/json' },
    cache,
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

export function fetchBoard(): Promise<Board> {
  return get('board', {});
}

/** @param most alerts, heaviest first; the number of the last change comes with any of them */
export function fetchAlerts(most = 1_000): Promise<OpenAlerts> {
  return get('alerts/live', { limit: String(most) });
}

/** @param cache `reload` when something is known to have changed just now */
export function fetchMap(commodity: string, cache?: RequestCache): Promise<PriceMap> {
  return get('map', { commodity }, cache);
}

export function fetchUpdates(
  after: number,
  { commodity, market_id, region_id }: Subscription,
): Promise<UpdatesPage> {
  return get('updates', { after: String(after), commodity, market_id, region: region_id?.toString() });
}

/** Which line a chart shows; without `region` and `market_id`, the nation's. */
export interface HistoryQuery {
  readonly commodity: string;
  readonly region?: string;
  readonly market_id?: string;
  readonly interval: Interval;
  /** ISO dates, both included. */
  readonly from: string;
  readonly to: string;
}

/** @param cache `reload` when something is known to have changed just now */
export function fetchHistory(query: HistoryQuery, cache?: RequestCache): Promise<PriceHistory> {
  const { commodity, region, market_id, interval, from, to } = query;
  return get('commodity/price/history', { commodity, region, market_id, interval, from, to }, cache);
}

/** What happened where and while a chart's prices were. */
export function fetchEvents(query: Omit<HistoryQuery, 'interval'>): Promise<EventList> {
  const { commodity, region, market_id, from, to } = query;
  return get('events', { commodity, region, market_id, from: from.slice(0, 10), to: to.slice(0, 10) });
}
