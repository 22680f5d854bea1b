'use client';

import { useEffect, useRef, useState } from 'react';
import { fetchAlerts } from '@/components/live/fetch';
import { useAlertNews, useLiveStatus } from '@/components/live/LiveProvider';
import type { OpenAlerts } from '@/lib/live/alert-news';
import { applyAlert } from './apply-alert';

/** All open alerts, moving with the news, and read anew after every lost connection. */
export function useAlerts(initial: OpenAlerts): OpenAlerts {
  const [list, setList] = useState(initial);
  const status = useLiveStatus();
  const behind = useRef(true);
  useAlertNews((news) => setList((old) => applyAlert(old, news)));
  useEffect(() => {
    if (status !== 'live') behind.current = true;
    if (status !== 'live' || !behind.current) return;
    behind.current = false;
    fetchAlerts().then(
      (fresh) => setList((old) => (fresh.seq >= old.seq ? fresh : old)),
      () => {
        behind.current = true;
      },
    );
  }, [status]);
  return list;
}
