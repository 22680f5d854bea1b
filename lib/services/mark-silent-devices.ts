import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { rulesOf } from '@/lib/market/alert-rules';
import { silentSince } from '@/lib/market/device-silence';
import { readAlertRules } from '@/lib/store/alerts/alert-rules';
import { markSilent, readQuietDevices } from '@/lib/store/devices/silence';

/**
 * Marks active devices that have been silent longer than the rule lets them be; being heard takes the mark away, and
 * so does a rule that has more patience, or the closing of its market.
 *
 * @returns how many marks were set or lifted
 */
export async function markSilentDevices(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
}): Promise<number> {
  const now = deps.clock.now();
  // The threshold of prices says nothing of devices.
  const { device: rule } = rulesOf(await readAlertRules(deps.pool), 1);
  let changed = 0;
  for (const device of await readQuietDevices(deps.pool, now)) {
    const { heardAt, intervalSeconds, marketClosed } = device;
    const since = marketClosed ? null : silentSince(heardAt, intervalSeconds, now, rule);
    if (since === device.silentSince) continue;
    await markSilent(deps.pool, device, since);
    changed += 1;
  }
  return changed;
}
