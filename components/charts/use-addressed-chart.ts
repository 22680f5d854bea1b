import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import type { HistoryQuery } from '@/components/live/fetch';
import { useLatest } from '@/components/live/use-latest';
import { chartLink, readChartLink } from './ranges';

interface Props {
  /** What the page was first loaded with. */
  readonly query: HistoryQuery;
  readonly today: string;
  /** A place that its address named and nobody knows. */
  readonly lostPlace: string | null;
  readonly addressed: boolean;
  readonly ask: (query: HistoryQuery) => void;
}

/** The way back to a page draws it as it was first loaded: what its address asks for since then is asked for again. */
export function useAddressedChart({ query, today, lostPlace, addressed, ask }: Props): void {
  const asked = useSearchParams();
  const start = useLatest(() => {
    if (!addressed) return;
    const wanted = readChartLink(query.commodity, Object.fromEntries(asked), today);
    const lost = lostPlace !== null && (wanted.market_id ?? wanted.region) === lostPlace;
    if (!lost && chartLink(wanted, false) !== chartLink(query, false)) ask(wanted);
  });
  useEffect(() => start.current(), [start]);
}
