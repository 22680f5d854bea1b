import type { AlertNews } from '@/lib/live/alert-news';
import { ALERT_LEVELS, type AlertKind, type AlertLevel } from '@/lib/market/alert';

/** Alerts that say the same of several places. */
export interface AlertGroup {
  readonly key: string;
  readonly kind: AlertKind;
  /** Code; `null` for alerts about no commodity. */
  readonly commodity: string | null;
  /** In the order in which they were given; at least one. */
  readonly alerts: readonly [AlertNews, ...AlertNews[]];
}

/**
 * Puts together what is about the same commodity for the same reason, so that one rise in thirty provinces is one line.
 * Moves up and down stay apart, and what a person wrote stands alone.
 *
 * @param alerts heaviest first
 * @returns heaviest first by the heaviest of each; of those, what people wrote, then what is heavy in most places
 */
export function groupAlerts(alerts: readonly AlertNews[]): readonly AlertGroup[] {
  const groups = new Map<string, [AlertNews, ...AlertNews[]]>();
  for (const alert of alerts) {
    const group = groups.get(keyOf(alert));
    if (group === undefined) groups.set(keyOf(alert), [alert]);
    else group.push(alert);
  }
  return [...groups.values()].map(groupOf).sort(mostFirst);
}

function mostFirst(a: AlertGroup, b: AlertGroup): number {
  const heavier = ALERT_LEVELS.indexOf(b.alerts[0].level) - ALERT_LEVELS.indexOf(a.alerts[0].level);
  if (heavier !== 0) return heavier;
  if (a.kind !== b.kind && (a.kind === 'manual' || b.kind === 'manual')) return a.kind === 'manual' ? -1 : 1;
  const { level } = a.alerts[0];
  const places = ({ alerts }: AlertGroup) => alerts.filter((alert) => alert.level === level).length;
  return places(b) - places(a) || b.alerts.length - a.alerts.length;
}

/** Each for itself, where all are about one commodity already. */
export function aloneAlerts(alerts: readonly AlertNews[]): readonly AlertGroup[] {
  return alerts.map((alert) => groupOf([alert]));
}

function groupOf(alerts: AlertGroup['alerts']): AlertGroup {
  const [{ id, kind, commodity }] = alerts;
  const key = alerts.length === 1 ? id : keyOf(alerts[0]);
  return { key, kind, commodity, alerts };
}

function keyOf({ kind, commodity, evidence, id }: AlertNews): string {
  if (kind === 'manual') return id;
  const falls = kind === 'impact' && (evidence.change ?? 0) < 0;
  return `${kind} ${commodity ?? ''} ${falls ? 'down' : 'up'}`;
}

/** How many there are of each level that occurs, heaviest first. */
export function levelCounts(alerts: readonly AlertNews[]): readonly (readonly [AlertLevel, number])[] {
  return [...ALERT_LEVELS]
    .reverse()
    .map((level) => [level, alerts.filter((a) => a.level === level).length] as const)
    .filter(([, count]) => count > 0);
}

/** The furthest from what is usual or allowed, as a positive share. */
export function furthest(alerts: readonly AlertNews[]): number {
  return Math.max(...alerts.map(({ evidence }) => Math.abs(evidence.gap ?? evidence.change ?? 0)));
}

/** When the first of them was opened, ms since 1970. */
export function firstOpened(alerts: AlertGroup['alerts']): number {
  return Math.min(...alerts.map((a) => Date.parse(a.opened_at)));
}
