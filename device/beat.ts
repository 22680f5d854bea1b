/**
 * A fixed beat: what is done between two of its strokes does not add up, and setting this machine's clock shifts none.
 *
 * @returns a function that tells how long to wait for the stroke that comes `every` ms after the last one
 */
export function createBeat(): (every: number) => number {
  let next = performance.now();
  return (every) => {
    const now = performance.now();
    next = Math.max(now, next + every);
    return next - now;
  };
}
