'use client';

import { type RefObject, useEffect, useState } from 'react';
import type { DayPoint } from '@/lib/live/board';
import { fetchItemNow, fetchItemSeries, type ItemNow } from './item-series';

const REFRESH_MS = 20_000;
/** Who types and goes on needs no chart: a slow line is left to the prices until somebody stays. */
const STAY_MS = 1_200;

interface ItemChartFacts {
  /** `null` while nothing was asked for or answered. */
  readonly points: readonly DayPoint[] | null;
  readonly now: ItemNow | null;
}

/** What the chart shows, fetched once somebody stays at it with a network; small screens leave it out. */
export function useItemChart(
  box: RefObject<HTMLElement | null>,
  commodity: string,
  marketId: string,
  online: boolean,
): ItemChartFacts {
  const [facts, setFacts] = useState<ItemChartFacts>({ points: null, now: null });
  useEffect(() => {
    if (!online) return;
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const take = (fresh: Partial<ItemChartFacts>) => {
      if (!ended) setFacts((held) => ({ ...held, ...fresh }));
    };
    const isSeen = () => document.visibilityState === 'visible' && box.current?.offsetParent !== null;
    let drawn = false;
    const look = async () => {
      if (!isSeen()) return;
      // Trouble with the network leaves what is shown; the next turn asks again.
      if (!drawn) take({ points: await fetchItemSeries(commodity, marketId, Date.now()) });
      drawn = true;
      take({ now: await fetchItemNow(commodity, marketId) });
    };
    const turn = async () => {
      await look().catch(() => undefined);
      if (!ended) timer = setTimeout(() => void turn(), REFRESH_MS);
    };
    timer = setTimeout(() => void turn(), STAY_MS);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [box, commodity, marketId, online]);
  return facts;
}
