/** However often a device reports, a pause shorter than this is no silence. */
export const LEAST_SILENCE_MS = 10 * 60_000;
/** A device without a set interval reports a market round a day. */
const DEFAULT_SILENCE_MS = 26 * 3_600_000;
const MISSED_ROUNDS = 3;

/**
 * Since when a device has been silent longer than it should: three of its intervals, at least ten minutes; a day
 * and two hours when none is set.
 *
 * @param heardAt when it was last heard, ms; when it was made, if never
 * @returns the moment from which it counts as silent, `null` while it does not
 */
export function silentSince(heardAt: number, intervalSeconds: number | null, now: number): number | null {
  const patience =
    intervalSeconds === null
      ? DEFAULT_SILENCE_MS
      : Math.max(LEAST_SILENCE_MS, MISSED_ROUNDS * intervalSeconds * 1000);
  return now - heardAt > patience ? heardAt + patience : null;
}
