/** One Ctrl-C arrives from the terminal and from each program between it and us, within so long. */
const SAME_WISH_MS = 500;

/**
 * What signals ask for: the first one begins the stop, one that is sent again ends it.
 *
 * @param now ms, from any moment on
 * @returns takes a signal by its name
 */
export function stopSignals(
  now: () => number,
  begin: (signal: string) => void,
  leave: () => void,
): (signal: string) => void {
  let begun: number | null = null;
  return (signal) => {
    if (begun === null) {
      begun = now();
      begin(signal);
    } else if (now() - begun >= SAME_WISH_MS) leave();
  };
}
