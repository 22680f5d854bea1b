import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { readDoubted } from '@/lib/store/review/read-doubted';
import { RELIABILITY_WINDOW_MS, readReliability } from './read-reliability';
import type { RiverMemory } from './river-memory';

/**
 * Weighs the word of every reporter anew, from verdicts and reviews as they stand. Whoever was never overturned
 * weighs 1 and is not kept.
 */
export async function refreshTrust(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly memory: RiverMemory;
}): Promise<void> {
  const weights = new Map<string, number>();
  for (const device of await readDoubted(deps.pool, deps.clock.now() - RELIABILITY_WINDOW_MS)) {
    const { weight } = await readReliability(deps, device);
    if (weight < 1) weights.set(device.deviceId, weight);
  }
  const { trust } = deps.memory.judge;
  trust.clear();
  for (const [deviceId, weight] of weights) trust.set(deviceId, weight);
}
