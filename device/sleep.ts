/** Sleeps that can be ended early, and end by themselves after `LONGEST_MS`. */
export interface Sleeper {
  sleep(ms: number): Promise<void>;
  wake(): void;
}

/** A timer of more runs out at once. */
const LONGEST_MS = 2 ** 31 - 1;

export function createSleeper(): Sleeper {
  let end: (() => void) | null = null;
  return {
    sleep: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(done, Math.min(ms, LONGEST_MS));
        function done(): void {
          clearTimeout(timer);
          end = null;
          resolve();
        }
        end = done;
      }),
    wake: () => end?.(),
  };
}
