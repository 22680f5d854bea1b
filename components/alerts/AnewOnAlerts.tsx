'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { fetchAlerts } from '@/components/live/fetch';
import { useAlertNews, useLiveStatus } from '@/components/live/LiveProvider';
import { useLatest } from '@/components/live/use-latest';

/** One turn of the watch over prices may open or end many. */
const SOON_MS = 500;

/**
 * Reads the page anew when an alert changed since it was drawn: soon after the news, or once the live connection is there
 * again. What was typed and chosen on the page stays.
 *
 * @param seq of the alerts that the page was drawn with
 */
export function AnewOnAlerts({ seq }: { readonly seq: number }) {
  const { refresh } = useRouter();
  const status = useLiveStatus();
  const drawn = useLatest(seq);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useAlertNews((news) => {
    if (news.seq <= seq) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      refresh();
    }, SOON_MS);
  });
  useEffect(() => {
    if (status !== 'live') return;
    // Without an answer the next loss of the connection, or the next news, asks again.
    fetchAlerts(1).then(
      (now) => now.seq > drawn.current && refresh(),
      () => undefined,
    );
  }, [status, drawn, refresh]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return null;
}
