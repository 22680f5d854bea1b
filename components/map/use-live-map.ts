'use client';

import { useEffect, useRef, useState } from 'react';
import { fetchMap } from '@/components/live/fetch';
import { useFollow } from '@/components/live/LiveProvider';
import { useLatest } from '@/components/live/use-latest';
import type { PriceMap } from '@/lib/live/board';
import type { PriceUpdate } from '@/lib/live/events';
import { applyMapUpdates, takesAway } from './apply-updates';

/** Means and changes are put right by a fresh snapshot at most this often, while news comes in. */
const REFRESH_MS = 45_000;

/** One commodity's map, moving with the ledger. Mount it anew for another commodity. */
export function useLiveMap(
  initial: PriceMap,
  onUpdates?: (updates: readonly PriceUpdate[]) => void,
): PriceMap {
  const [map, setMap] = useState(initial);
  const moved = useRef(false);
  const readAnew = async (cache?: RequestCache) => {
    moved.current = false;
    try {
      const fresh = await fetchMap(initial.commodity, cache);
      setMap((old) => (fresh.seq >= old.seq ? fresh : old));
    } catch {
      moved.current = true;
    }
  };
  const latest = useLatest(readAnew);
  useFollow({ commodity: initial.commodity }, initial.seq, {
    onUpdates: (updates) => {
      moved.current = true;
      setMap((old) => applyMapUpdates(old, updates));
      onUpdates?.(updates);
      if (takesAway(updates)) void readAnew('reload');
    },
    onSnapshot: async () => {
      const fresh = await fetchMap(initial.commodity);
      setMap(fresh);
      return fresh.seq;
    },
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (moved.current && !document.hidden) void latest.current();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [latest]);
  return map;
}
