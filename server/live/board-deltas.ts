import type { BoardDelta } from '@/lib/live/events';
import type { Runtime } from '@/lib/runtime';
import type { Published } from '@/lib/services/live-bus';

/**
 * Twice a second at most, tells every open board which national figures moved, and how many prices wait for review
 * once that is another number.
 *
 * @returns a function that ends it
 */
export function startBoardDeltas(
  runtime: Pick<Runtime, 'bus' | 'clock' | 'catalog' | 'lastPrices' | 'held' | 'log'>,
  intervalMs: number,
  send: (delta: BoardDelta) => void,
): () => void {
  const touched = new Set<string>();
  let recount = false;
  let told = runtime.held.current();
  const unsubscribe = runtime.bus.subscribe((published) => {
    recount ||= mayHold(published);
    for (const u of published.updates)
      if (u.lane === 'accepted' || u.observation !== undefined) touched.add(u.commodity);
  });
  const tick = () => {
    const quarantined = runtime.held.current();
    if (touched.size === 0 && quarantined === told) return;
    const now = runtime.clock.now();
    const commodities = [...touched].flatMap((code) => {
      const id = runtime.catalog().commodityByCode.get(code)?.id;
      const national = id === undefined ? null : runtime.lastPrices.national(id, now);
      if (national === null) return [];
      const { price, markets, newest } = national;
      return [{ commodity: code, price, markets, as_of: new Date(newest).toISOString() }];
    });
    touched.clear();
    told = quarantined;
    send({ at: new Date(now).toISOString(), commodities, quarantined });
  };
  const countAnew = async () => {
    recount = false;
    // The count of every half minute makes up for one that failed.
    await runtime.held
      .recount()
      .catch((err) => runtime.log.warn({ err }, 'held prices could not be counted'));
  };
  let counting: Promise<void> | null = null;
  const timer = setInterval(() => {
    tick();
    if (!recount || counting !== null) return;
    counting = countAnew().finally(() => {
      counting = null;
    });
  }, intervalMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}

/** True when a commit may have changed how many prices wait: one was held, one was decided, or people did something. */
function mayHold({ from, to, updates }: Published): boolean {
  if (updates.length < to - from) return true;
  return updates.some((u) => u.lane === 'quarantined' || u.observation !== undefined);
}
