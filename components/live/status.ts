/** `connecting` only before the first contact; later losses are `stale`, then `offline`. */
export type LiveStatus = 'connecting' | 'live' | 'stale' | 'offline';

export interface LinkFacts {
  /** What the browser says about its network. */
  readonly online: boolean;
  readonly connected: boolean;
  /** Connected at least once since the page was opened. */
  readonly met: boolean;
  /** When the link was lost, or the page opened, ms. */
  readonly lostAt: number;
  /** Since when something known of is missing, ms; `null` when nothing is. */
  readonly behindSince: number | null;
}

/** A short hiccup is not news: figures are called stale after this long. */
export const STALE_AFTER_MS = 2_000;
export const OFFLINE_AFTER_MS = 10_000;

export function liveStatus(facts: LinkFacts, now: number): LiveStatus {
  if (!facts.online) return 'offline';
  if (facts.connected) {
    return facts.behindSince !== null && now - facts.behindSince > STALE_AFTER_MS ? 'stale' : 'live';
  }
  if (now - facts.lostAt > OFFLINE_AFTER_MS) return 'offline';
  return facts.met ? 'stale' : 'connecting';
}

/** Pause before question number `attempt` (0 asks at once), with jitter from `random` in [0, 1). */
export function backoffMs(attempt: number, random: number): number {
  if (attempt === 0) return 0;
  const ceiling = Math.min(30_000, 500 * 2 ** (attempt - 1));
  return ceiling / 2 + (ceiling / 2) * random;
}
