import { fetchHistory } from '@/components/live/fetch';
import type { DayPoint } from '@/lib/live/board';
import { dayToIso, localDay } from '@/lib/market/calendar';

const DAYS = 30;

/** The market's last thirty days, each with its weightiest move. */
export async function fetchItemSeries(
  commodity: string,
  marketId: string,
  now: number,
): Promise<readonly DayPoint[]> {
  const today = localDay(now, 'Asia/Jakarta');
  const { points, impacts } = await fetchHistory({
    commodity,
    market_id: marketId,
    interval: 'day',
    from: dayToIso(today - DAYS + 1),
    to: dayToIso(today + 1),
  });
  const heaviest = new Map<string, number>();
  for (const { t, impact_score } of impacts) {
    const day = t.slice(0, 10);
    heaviest.set(day, Math.max(impact_score, heaviest.get(day) ?? 0));
  }
  return points.map(({ t, price }) => ({
    day: t.slice(0, 10),
    price,
    impact_score: heaviest.get(t.slice(0, 10)) ?? null,
  }));
}

export interface ItemNow {
  readonly price: number;
  readonly impact: number | null;
}

interface LiveAnswer {
  readonly prices: readonly { readonly price: number; readonly impact_score: number | null }[];
}

/** The newest accepted price of the item in this market; `null` without one. */
export async function fetchItemNow(commodity: string, marketId: string): Promise<ItemNow | null> {
  const query = new URLSearchParams({ commodity, market_id: marketId });
  const response = await fetch(`/api/public/commodity/price/live?${query}`, {
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) return null;
  const [first] = ((await response.json()) as LiveAnswer).prices;
  return first === undefined ? null : { price: first.price, impact: first.impact_score };
}
