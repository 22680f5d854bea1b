import type { Rule } from './alert-rules';

/** However often a device reports, a pause shorter than this is no silence. */
export const LEAST_SILENCE_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;

/**
 * Since when a device has been silent longer than it should: as many of its intervals as the rule lets it miss, at
 * least ten minutes; the rule's hours when it has no set interval, as one that reports a market round a day.
 *
 * @param heardAt when it was last heard, ms; when it was made, if never
 * @returns the moment from which it counts as silent, `null` while it does not
 */
export function silentSince(
  heardAt: number,
  intervalSeconds: number | null,
  now: number,
  rule: Pick<Rule<'device'>, 'rounds' | 'hours'>,
): number | null {
  const patience =
    intervalSeconds === null
      ? rule.hours * HOUR_MS
      : Math.max(LEAST_SILENCE_MS, Math.round(rule.rounds * intervalSeconds * 1000));
  return now - heardAt > patience ? heardAt + patience : null;
}
