import type { Runtime } from '@/lib/runtime';
import { settlePrices } from '@/lib/services/settle-prices';
import { every } from './every';

const SETTLE_MS = 3_000;

/** Looks again at held prices. @returns a function that ends it */
export function startSettling(runtime: Runtime): () => Promise<void> {
  const turn = runtime.jobs.noting('second look', SETTLE_MS, async () => {
    const decided = await settlePrices(runtime, runtime.clock.now());
    if (decided > 0) runtime.log.debug({ decided }, 'held prices were decided');
  });
  return every(SETTLE_MS, 'second look', runtime.log, turn);
}
