import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { LEAST_SILENCE_MS, silentSince } from '@/lib/market/device-silence';
import { markSilent, readQuietDevices } from '@/lib/store/devices/silence';

/**
 * Marks active devices that have been silent longer than they should; being heard takes the mark away.
 *
 * @returns how many were marked
 */
export async function markSilentDevices(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
}): Promise<number> {
  const now = deps.clock.now();
  let marked = 0;
  for (const device of await readQuietDevices(deps.pool, now - LEAST_SILENCE_MS)) {
    const since = silentSince(device.heardAt, device.intervalSeconds, now);
    if (since === null) continue;
    await markSilent(deps.pool, device, since);
    marked += 1;
  }
  return marked;
}
