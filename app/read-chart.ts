import type { HistoryQuery } from '@/components/live/fetch';
import { isSmpError } from '@/lib/errors';
import type { PriceHistory } from '@/lib/live/board';
import { getRuntime } from '@/lib/runtime';
import { historyNow } from '@/lib/services/read-history';

/** More points than any chart of ours asks for: two years of days. */
const POINTS_AT_MOST = 1_000;

export interface LinkedChart {
  readonly query: HistoryQuery;
  readonly history: PriceHistory;
  /** The place that a link names and nobody knows: the nation is shown instead. */
  readonly lostPlace: string | null;
}

/** What a link's query asks for; the nation where its place is none. */
export async function readLinkedChart(query: HistoryQuery): Promise<LinkedChart> {
  try {
    return { query, history: await readChart(query), lostPlace: null };
  } catch (error) {
    const { market_id, region, ...nation } = query;
    const lostPlace = market_id ?? region;
    if (lostPlace === undefined || !isSmpError(error) || error.code !== 'NOT_FOUND') throw error;
    return { query: nation, history: await readChart(nation), lostPlace };
  }
}

/** The history that a chart's query asks for: of a market, else a province, else the nation. */
export function readChart(query: HistoryQuery): Promise<PriceHistory> {
  const { region, ...rest } = query;
  const place = region === undefined ? {} : { region: Number(region) };
  return historyNow(getRuntime(), { ...rest, ...place, limit: POINTS_AT_MOST });
}
