import { ALERT_LEVELS, type AlertEvidence, type AlertKind, type AlertLevel } from '@/lib/market/alert';

/** One alert as the public sees it, in the API and on both sockets. */
export interface AlertNews {
  readonly type: 'alert';
  /** Number of its last change: rises with every change of any alert. */
  readonly seq: number;
  readonly id: string;
  readonly kind: AlertKind;
  readonly level: AlertLevel;
  readonly state: 'open' | 'closed';
  /** Code of the commodity; `null` when it is about all of them. */
  readonly commodity: string | null;
  readonly region_id: number | null;
  readonly market_id: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly simulated: boolean;
  readonly evidence: AlertEvidence;
  /** One sentence in each language. */
  readonly text: { readonly id: string; readonly en: string };
}

/** What is open, heaviest and newest first. */
export interface OpenAlerts {
  readonly at: string;
  /** Number of the last change that the list includes. */
  readonly seq: number;
  readonly open: number;
  readonly alerts: readonly AlertNews[];
}

/** socket.io event that carries each changed alert. */
export const ALERT_EVENT = 'alert';

/** The order of every list of alerts: heaviest, then newest. */
export function heaviestFirst(a: AlertNews, b: AlertNews): number {
  return ALERT_LEVELS.indexOf(b.level) - ALERT_LEVELS.indexOf(a.level) || b.seq - a.seq;
}
