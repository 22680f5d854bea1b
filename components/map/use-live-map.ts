'use client';

import { useEffect, useRef, useState } from 'react';
import { fetchMap } from '@/components/live/fetch';
import { useFollow } from '@/components/live/LiveProvider';
import type { PriceMap } from '@/lib/live/board';
import type { PriceUpdate } from '@/lib/live/events';
import { applyMapUpdates } from './apply-updates';

/** Means and changes are put right by a fresh snapshot at most this often, while news comes in. */
const REFRESH_MS = 45_000;

/** One commodity's map, moving with the ledger. Mount it anew for another commodity. */
export function useLiveMap(
  initial: PriceMap,
  onUpdates?: (updates: readonly PriceUpdate[]) => void,
): PriceMap {
  const [map, setMap] = useState(initial);
  const moved = useRef(false);
  useFollow({ commodity: initial.commodity }, initial.seq, {
    onUpdates: (updates) => {
      moved.current = true;
      setMap((old) => applyMapUpdates(old, updates));
      onUpdates?.(updates);
    },
    onSnapshot: async () => {
      const fresh = await fetchMap(initial.commodity);
      setMap(fresh);
      return fresh.seq;
    },
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (!moved.current || document.hidden) return;
      moved.current = false;
      fetchMap(initial.commodity).then(
        (fresh) => setMap((old) => (fresh.seq >= old.seq ? fresh : old)),
        () => {
          moved.current = true;
        },
      );
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [initial.commodity]);
  return map;
}
