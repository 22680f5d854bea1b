/** When the queue may be tried again after failures in a row. */
export interface RetryState {
  readonly failures: number;
  /** Phone's clock, ms. */
  readonly notBefore: number;
}

export const CALM: RetryState = { failures: 0, notBefore: 0 };

const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;

/**
 * The pause doubles up to five minutes, half of it by chance, so that a market's phones do not come back in
 * one crowd. What the server asks for (`Retry-After`, s) is the least.
 *
 * @param random in [0, 1)
 */
export function afterFailure(
  state: RetryState,
  now: number,
  retryAfter: number | null,
  random: number,
): RetryState {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(state.failures, 20));
  const pause = Math.max(ceiling / 2 + (ceiling / 2) * random, (retryAfter ?? 0) * 1000 * (1 + random / 10));
  return { failures: state.failures + 1, notBefore: now + Math.round(pause) };
}

/** Also lets a clock that was set back not hold the queue for longer than the longest pause. */
export function mayTry(state: RetryState, now: number): boolean {
  return now >= state.notBefore || state.notBefore - now > 2 * LONGEST_MS;
}
