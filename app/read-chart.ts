import type { HistoryQuery } from '@/components/live/fetch';
import type { PriceHistory } from '@/lib/live/board';
import { getRuntime } from '@/lib/runtime';
import { readHistory } from '@/lib/services/read-history';

/** More points than any chart of ours asks for: two years of days. */
const POINTS_AT_MOST = 1_000;

/** The history that a chart's query asks for: of a market, else a province, else the nation. */
export function readChart(query: HistoryQuery): Promise<PriceHistory> {
  const { region, ...rest } = query;
  const place = region === undefined ? {} : { region: Number(region) };
  return readHistory(getRuntime(), { ...rest, ...place, limit: POINTS_AT_MOST });
}
