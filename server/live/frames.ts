import type { PriceFrame, PriceUpdate } from '@/lib/live/events';
import type { LiveBus, Published } from '@/lib/services/live-bus';

/**
 * Gathers what was committed within a tick into one frame: a frame a tick costs a hundred clients less
 * than a message a price. The first commit after a quiet moment goes out at the next turn.
 *
 * @param send receives frames that follow each other without a gap
 */
export function startFrames(
  bus: LiveBus,
  tickMs: number,
  now: () => number,
  send: (frame: PriceFrame) => void,
): () => void {
  let waiting: Published[] = [];
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    timer = null;
    const first = waiting[0];
    const last = waiting.at(-1);
    if (first === undefined || last === undefined) return;
    const updates: PriceUpdate[] = waiting.flatMap((p) => p.updates);
    waiting = [];
    send({ from: first.from, to: last.to, at: new Date(now()).toISOString(), updates });
  }

  const unsubscribe = bus.subscribe((published) => {
    // Another instance may have written in between; a frame never spans what it does not hold.
    const last = waiting.at(-1);
    if (last !== undefined && last.to !== published.from) flush();
    waiting.push(published);
    timer ??= setTimeout(flush, tickMs);
  });
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
    flush();
  };
}
