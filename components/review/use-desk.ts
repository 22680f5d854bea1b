'use client';

import { useCallback, useEffect, useState } from 'react';
import { useLatest } from '@/components/live/use-latest';
import type { CaseCard, CaseQueue } from '@/lib/live/review';
import { fetchCase, fetchQueue, NO_FILTERS, type QueueFilters } from './review-fetch';

/** What others decide is seen after so long at the latest. */
const POLL_MS = 5_000;

export interface Desk {
  readonly queue: CaseQueue;
  readonly now: number;
  readonly filters: QueueFilters;
  readonly card: CaseCard | null;
  readonly current: number | null;
  readonly failed: boolean;
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
  const [failed, setFailed] = useState(false);
  const latest = useLatest({ filters, current, version: card?.id === current ? card?.version : null });

  const refresh = useCallback(() => {
    const asked = latest.current.filters;
    fetchQueue(asked, null).then(
      (fresh) => {
        if (latest.current.filters !== asked) return;
        setFailed(false);
        setQueue(fresh);
      },
      () => setFailed(true),
    );
  }, [latest]);

  const load = useCallback(
    (id: number) => {
      fetchCase(id).then(
        (fresh) => {
          if (latest.current.current === id) setCard(fresh);
        },
        () => setFailed(true),
      );
    },
    [latest],
  );

  // On a desk the first case is open from the start; on a phone the queue comes first.
  const first = initial.cases[0]?.id ?? null;
  useEffect(() => {
    if (matchMedia('(min-width: 901px)').matches) setCurrent(first);
  }, [first]);
  useEffect(() => {
    const timer = setInterval(refresh, POLL_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  const choose = (next: QueueFilters) => {
    setFilters(next);
    fetchQueue(next, null).then(
      (fresh) => {
        if (latest.current.filters === next) setQueue(fresh);
      },
      () => setFailed(true),
    );
  };
  useEffect(() => {
    if (current !== null) load(current);
  }, [current, load]);
  useEffect(() => {
    const { current: id, version } = latest.current;
    if (id === null || version == null) return;
    const line = queue.cases.find((c) => c.id === id);
    // A case that somebody decided may have left the list; whoever has it open still sees what became of it.
    if (line?.version !== version) load(id);
  }, [queue, latest, load]);

  return {
    queue,
    now: Date.parse(queue.at),
    filters,
    card: card?.id === current ? card : null,
    current,
    failed,
    setFilters: choose,
    open: setCurrent,
    show: setCard,
    refresh,
    more: () => {
      if (queue.next_cursor === null) return;
      fetchQueue(filters, queue.next_cursor).then(
        (page) => setQueue({ ...page, cases: [...queue.cases, ...page.cases] }),
        () => setFailed(true),
      );
    },
  };
}
