const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/**
 * How long to wait after `failures` failures in a row, ms: anything up to a limit that doubles each time (full
 * jitter), so that thousands of devices that lost the same server do not come back at the same moment. What the
 * server asked for is waited at least, and a quarter more at most.
 *
 * @param random in [0, 1)
 */
export function backoff(failures: number, retryAfter: number | null, random: number): number {
  if (retryAfter !== null) return Math.round(retryAfter * 1000 * (1 + random / 4));
  return Math.round(random * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1)));
}
