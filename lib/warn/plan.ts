import { type Condition, conditionKey, levelRank } from './condition';

/** An alert that is open. */
export interface OpenAlert extends Condition {
  readonly id: string;
}

export interface AlertPlan {
  readonly opening: readonly Condition[];
  /** Alerts whose level rises: the figures of that moment take the place of the earlier ones. */
  readonly rising: readonly OpenAlert[];
  readonly closing: readonly OpenAlert[];
}

/**
 * What has to happen so that the open alerts are those that are called for. A level never falls while an alert is
 * open; manual alerts are left alone.
 */
export function planAlerts(open: readonly OpenAlert[], conditions: readonly Condition[]): AlertPlan {
  const called = new Map(conditions.map((c) => [conditionKey(c), c]));
  const known = new Set(open.map(conditionKey));
  return {
    opening: [...called].flatMap(([key, c]) => (known.has(key) ? [] : [c])),
    rising: open.flatMap((alert) => {
      const now = called.get(conditionKey(alert));
      if (now === undefined || levelRank(now.level) <= levelRank(alert.level)) return [];
      return [{ ...now, id: alert.id }];
    }),
    closing: open.filter((alert) => alert.kind !== 'manual' && !called.has(conditionKey(alert))),
  };
}
