'use client';

import { useRef, useState } from 'react';
import { applyNational, applyUpdates, movesThePast } from '@/components/charts/apply-live';
import { fetchHistory, fetchMap, type HistoryQuery } from '@/components/live/fetch';
import { useBoardDelta, useFollow } from '@/components/live/LiveProvider';
import { applyMapUpdates, takesAway } from '@/components/map/apply-updates';
import type { PriceHistory, PriceMap } from '@/lib/live/board';
import type { PriceUpdate } from '@/lib/live/events';

const FEED_AT_MOST = 8;

export interface CommodityLive {
  readonly map: PriceMap;
  readonly history: PriceHistory;
  readonly query: HistoryQuery;
  /** What came in since the page was opened, newest first. */
  readonly feed: readonly PriceUpdate[];
  readonly busy: boolean;
  readonly failed: boolean;
  readonly ask: (query: HistoryQuery) => void;
}

/** Everything that moves about one commodity, from one following. Mount it anew for another commodity. */
export function useCommodityLive(
  initialMap: PriceMap,
  initialHistory: PriceHistory,
  initialQuery: HistoryQuery,
): CommodityLive {
  const [map, setMap] = useState(initialMap);
  const [history, setHistory] = useState(initialHistory);
  const [query, setQuery] = useState(initialQuery);
  const [feed, setFeed] = useState<readonly PriceUpdate[]>([]);
  const [pending, setPending] = useState<'none' | 'busy' | 'failed'>('none');
  const latestAsk = useRef(0);
  const reading = useRef<'no' | 'busy' | 'again'>('no');

  /** Line and map once more, without a word; and again for what came while they were read. */
  const readAnew = async () => {
    const turn = latestAsk.current;
    const waits = reading.current !== 'no';
    reading.current = waits ? 'again' : 'busy';
    if (waits) return;
    // Without an answer both stay as they are; the next news or visit reads them.
    const [fresh, freshMap] = await Promise.all([
      fetchHistory(query, 'reload').catch(() => null),
      fetchMap(initialMap.commodity, 'reload').catch(() => null),
    ]);
    const again = (reading.current as string) === 'again';
    reading.current = 'no';
    if (freshMap !== null) setMap((old) => (freshMap.seq >= old.seq ? freshMap : old));
    if (turn !== latestAsk.current) return;
    if (fresh !== null) setHistory((old) => (fresh.seq >= old.seq ? fresh : old));
    if (again) await readAnew();
  };

  useFollow({ commodity: initialMap.commodity }, Math.min(initialMap.seq, initialHistory.seq), {
    onUpdates: (updates) => {
      setMap((old) => applyMapUpdates(old, updates));
      setHistory((old) => applyUpdates(old, updates));
      const settled = movesThePast(history, updates) || takesAway(updates);
      if (reading.current === 'busy' || settled) void readAnew();
      setFeed((old) => [...[...updates].reverse(), ...old].slice(0, FEED_AT_MOST));
    },
    onSnapshot: async () => {
      const [freshMap, freshHistory] = await Promise.all([
        fetchMap(initialMap.commodity),
        fetchHistory(query),
      ]);
      setMap(freshMap);
      setHistory(freshHistory);
      return Math.min(freshMap.seq, freshHistory.seq);
    },
  });
  useBoardDelta((delta) => {
    for (const national of delta.commodities) setHistory((old) => applyNational(old, national));
  });

  const ask = (next: HistoryQuery) => {
    latestAsk.current += 1;
    const turn = latestAsk.current;
    setPending('busy');
    fetchHistory(next).then(
      (fresh) => {
        if (turn !== latestAsk.current) return;
        setHistory(fresh);
        setQuery(next);
        setPending('none');
      },
      () => {
        if (turn === latestAsk.current) setPending('failed');
      },
    );
  };
  return { map, history, query, feed, busy: pending === 'busy', failed: pending === 'failed', ask };
}
