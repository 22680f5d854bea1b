import type { HistoryQuery } from '@/components/live/fetch';
import type { PriceHistory } from '@/lib/live/board';

/** Name of a file that is taken away, without its end: what, where, how fine, which days. Every system takes its letters. */
export function fileNameOf(
  { commodity, area, interval }: Pick<PriceHistory, 'commodity' | 'area' | 'interval'>,
  { from, to }: Pick<HistoryQuery, 'from' | 'to'>,
): string {
  return [commodity, area.replace(/[^\p{L}\p{N}]+/gu, '-'), interval, from, to].join('_');
}

/** Which words name the source beneath a picture: one that left the page still says that its figures are no real ones. */
export function sourceWords(simulated: boolean): 'source' | 'sourceSimulated' {
  return simulated ? 'sourceSimulated' : 'source';
}
