import type { Runtime } from '@/lib/runtime';
import { every } from './every';

/** With the time of a turn itself, news is signed at least once a second. */
const PUBLISH_MS = 850;

/** Signs and packs from now on. @returns a function that ends it */
export async function startLedger(runtime: Runtime): Promise<() => Promise<void>> {
  const ledger = runtime.ledger();
  await ledger.publish();
  const turn = runtime.jobs.noting('ledger', PUBLISH_MS, () => ledger.publish());
  return every(PUBLISH_MS, 'ledger', runtime.log, turn);
}
