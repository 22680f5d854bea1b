import { dayToIso, isoToDay } from '@/lib/market/calendar';
import type { Runtime } from '@/lib/runtime';
import { publicationDay } from '@/lib/services/board-facts';
import { holdStored } from '@/lib/services/hold-stored';
import { CARRY_DAYS } from '@/lib/services/last-prices';
import { refreshSources } from '@/lib/services/refresh-sources';
import { refreshTrust } from '@/lib/services/refresh-trust';
import { remember } from '@/lib/services/river-memory';
import { readAccepted } from '@/lib/store/memory/read-accepted';
import { readLastPrices } from '@/lib/store/memory/read-last-prices';
import { FORGOTTEN_DAYS } from '@/lib/warn/assess';

/** The detectors look at the last 64 days at most. */
const WINDOW_MS = 70 * 86_400_000;
/** Longer than a price speaks: by its last one a silent market is known, and its alert stays open. */
const LAST_DAYS = Math.max(CARRY_DAYS, FORGOTTEN_DAYS) + 1;

/** Fills the detectors' memory and the board's last prices from what is stored. */
export async function rebuildMemory(
  runtime: Pick<Runtime, 'pool' | 'clock' | 'catalog' | 'memory' | 'lastPrices'>,
): Promise<void> {
  const catalog = runtime.catalog();
  await readAccepted(runtime.pool, runtime.clock.now() - WINDOW_MS, (rows) => {
    for (const row of rows) remember(runtime.memory, catalog, row);
  });
  await refreshTrust(runtime);
  await refreshSources(runtime);
  await holdStored(runtime, runtime.clock.now());
  // Eastern markets are a day ahead of western Indonesia for two hours.
  const tomorrow = dayToIso(isoToDay(publicationDay(runtime.clock)) + 1);
  for (const last of await readLastPrices(runtime.pool, tomorrow, LAST_DAYS)) runtime.lastPrices.take(last);
}
