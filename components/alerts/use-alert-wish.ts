'use client';

import { useState } from 'react';
import type { AlertNews } from '@/lib/live/alert-news';
import { type AlertGroup, aloneAlerts, groupAlerts } from './group-alerts';

/** What of the alerts somebody wants to see; an empty word leaves it open. */
export interface AlertWish {
  readonly kind: string;
  readonly level: string;
  readonly commodity: string;
  readonly region: string;
}

export interface FoundAlerts {
  readonly wish: AlertWish;
  choose(change: Partial<AlertWish>): void;
  /** All that fit, heaviest first. */
  readonly fitting: readonly AlertNews[];
  /** The same as lines: by what they are about, unless one commodity was chosen. */
  readonly lines: readonly AlertGroup[];
  /** Those of them that are shown so far. */
  readonly shown: readonly AlertGroup[];
  /** Shows another page. */
  more(): void;
}

export function fits(alert: AlertNews, wish: AlertWish): boolean {
  return (
    (wish.kind === '' || alert.kind === wish.kind) &&
    (wish.level === '' || alert.level === wish.level) &&
    (wish.commodity === '' || alert.commodity === wish.commodity) &&
    (wish.region === '' || String(alert.region_id) === wish.region)
  );
}

const EVERY: AlertWish = { kind: '', level: '', commodity: '', region: '' };

/**
 * @param page lines that are shown at first, and more at every asking
 * @param first what is wanted to begin with
 */
export function useAlertWish(alerts: readonly AlertNews[], page: number, first = EVERY): FoundAlerts {
  const [wish, setWish] = useState(first);
  const [most, setMost] = useState(page);
  const fitting = alerts.filter((alert) => fits(alert, wish));
  const lines = wish.commodity === '' ? groupAlerts(fitting) : aloneAlerts(fitting);
  return {
    wish,
    choose(change) {
      setWish({ ...wish, ...change });
      setMost(page);
    },
    fitting,
    lines,
    shown: lines.slice(0, most),
    more: () => setMost(most + page),
  };
}
