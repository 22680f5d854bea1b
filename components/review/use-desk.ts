'use client';

import { useCallback, useEffect, useState } from 'react';
import { useLatest } from '@/components/live/use-latest';
import type { CaseCard, CaseQueue } from '@/lib/live/review';
import {
  fetchAsMuch,
  fetchCase,
  fetchQueue,
  isNoCase,
  NO_FILTERS,
  type QueueFilters,
  type Trouble,
  troubleOf,
} from './review-fetch';
import { useCaseAddress } from './use-case-address';

/** What others decide is seen after so long at the latest. */
const POLL_MS = 5_000;

export interface Desk {
  readonly queue: CaseQueue;
  readonly now: number;
  readonly filters: QueueFilters;
  readonly card: CaseCard | null;
  readonly current: number | null;
  /** Why what is shown may be old; `null` while it is fresh. */
  readonly trouble: Trouble | null;
  readonly setFilters: (filters: QueueFilters) => void;
  readonly open: (id: number | null) => void;
  readonly show: (card: CaseCard) => void;
  readonly refresh: () => void;
  readonly more: () => void;
}

/** The queue and the open case, kept fresh while people decide elsewhere. */
export function useDesk(initial: CaseQueue): Desk {
  const [queue, setQueue] = useState(initial);
  const [filters, setFilters] = useState<QueueFilters>(NO_FILTERS);
  const [current, setCurrent] = useState<number | null>(null);
  const [card, setCard] = useState<CaseCard | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const version = card?.id === current ? card?.version : null;
  const latest = useLatest({ filters, current, version, shown: queue.cases.length });
  const fail = useCallback((error: unknown) => setTrouble(troubleOf(error)), []);

  const refresh = useCallback(() => {
    const { filters: asked, shown } = latest.current;
    fetchAsMuch(asked, shown).then((fresh) => {
      // Another question was asked meanwhile, or more was loaded than this answer holds.
      if (latest.current.filters !== asked || latest.current.shown > shown) return;
      setTrouble(null);
      setQueue(fresh);
    }, fail);
  }, [latest, fail]);

  const load = useCallback(
    (id: number) => {
      fetchCase(id).then(
        (fresh) => {
          if (latest.current.current === id) setCard(fresh);
        },
        (error: unknown) => {
          // An address may name a price that is not there, or not theirs to see: nothing is open then.
          if (!isNoCase(error)) fail(error);
          else if (latest.current.current === id) setCurrent(null);
        },
      );
    },
    [latest, fail],
  );

  // On a desk the first case is open from the start; on a phone the queue comes first.
  const open = useCaseAddress(current, setCurrent, initial.cases[0]?.id ?? null);
  useEffect(() => {
    const timer = setInterval(refresh, POLL_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  const choose = (next: QueueFilters) => {
    setFilters(next);
    fetchQueue(next, null).then((fresh) => {
      if (latest.current.filters === next) setQueue(fresh);
    }, fail);
  };
  useEffect(() => {
    if (current !== null) load(current);
  }, [current, load]);
  useEffect(() => {
    const { current: id, version } = latest.current;
    if (id === null) return;
    const line = queue.cases.find((c) => c.id === id);
    // A case that somebody decided may have left the list; whoever has it open still sees what became of it. One whose
    // card did not come is asked for again.
    if (line === undefined || line.version !== version) load(id);
  }, [queue, latest, load]);

  return {
    queue,
    now: Date.parse(queue.at),
    filters,
    card: card?.id === current ? card : null,
    current,
    trouble,
    setFilters: choose,
    open,
    show: setCard,
    refresh,
    more: () => {
      if (queue.next_cursor === null) return;
      fetchQueue(filters, queue.next_cursor).then((page) => {
        if (latest.current.filters !== filters) return;
        const held = new Set(queue.cases.map(({ id }) => id));
        setQueue({ ...page, cases: [...queue.cases, ...page.cases.filter(({ id }) => !held.has(id))] });
      }, fail);
    },
  };
}
