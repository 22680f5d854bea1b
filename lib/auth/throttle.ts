/** How often one account or one network may be wrong before it has to wait. */
export interface ThrottleRule {
  /** Wrong attempts that cost nothing. */
  readonly free: number;
  /** The first wait; each further wrong attempt doubles it. */
  readonly firstMs: number;
  readonly longestMs: number;
}

export interface ThrottleState {
  readonly failures: number;
  /** ms since 1970. */
  readonly lastAt: number;
  readonly blockedUntil: number | null;
}

/**
 * The longest wait of an account is short enough that nobody can be kept out for a day by somebody else's
 * guesses, and long enough that guessing gets a hundred passwords a day. A network may be a whole office.
 */
export const ACCOUNT_RULE: ThrottleRule = { free: 5, firstMs: 30_000, longestMs: 15 * 60_000 };
export const NETWORK_RULE: ThrottleRule = { free: 30, firstMs: 10_000, longestMs: 15 * 60_000 };

const FORGOTTEN_MS = 24 * 3_600_000;

/**
 * Decides about an attempt before it is made, and counts it as wrong until it turns out right: so no number of
 * simultaneous attempts gets more tries than one after the other.
 */
export function countAttempt(
  rule: ThrottleRule,
  held: ThrottleState | null,
  now: number,
): { readonly allowed: boolean; readonly next: ThrottleState } {
  if (held !== null && held.blockedUntil !== null && held.blockedUntil > now)
    return { allowed: false, next: held };
  const before = held === null || held.lastAt + FORGOTTEN_MS <= now ? 0 : held.failures;
  const failures = before + 1;
  const beyond = failures - rule.free;
  const wait = beyond < 0 ? 0 : Math.min(rule.longestMs, rule.firstMs * 2 ** Math.min(beyond, 30));
  return { allowed: true, next: { failures, lastAt: now, blockedUntil: wait === 0 ? null : now + wait } };
}
