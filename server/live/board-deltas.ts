import type { BoardDelta } from '@/lib/live/events';
import type { Runtime } from '@/lib/runtime';

/**
 * Twice a second at most, tells every open board which national figures moved.
 *
 * @returns a function that ends it
 */
export function startBoardDeltas(
  runtime: Pick<Runtime, 'bus' | 'clock' | 'catalog' | 'lastPrices'>,
  intervalMs: number,
  send: (delta: BoardDelta) => void,
): () => void {
  const touched = new Set<string>();
  const unsubscribe = runtime.bus.subscribe(({ updates }) => {
    for (const u of updates)
      if (u.lane === 'accepted' || u.observation !== undefined) touched.add(u.commodity);
  });
  const timer = setInterval(() => {
    if (touched.size === 0) return;
    const now = runtime.clock.now();
    const commodities = [...touched].flatMap((code) => {
      const id = runtime.catalog().commodityByCode.get(code)?.id;
      const national = id === undefined ? null : runtime.lastPrices.national(id, now);
      if (national === null) return [];
      const { price, markets, newest } = national;
      return [{ commodity: code, price, markets, as_of: new Date(newest).toISOString() }];
    });
    touched.clear();
    send({ at: new Date(now).toISOString(), commodities });
  }, intervalMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}
