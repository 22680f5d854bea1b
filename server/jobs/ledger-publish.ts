import type { Log } from '@/lib/log';
import type { Ledger } from '@/lib/services/ledger';
import { every } from './every';

/** With the time of a turn itself, news is signed at least once a second. */
const PUBLISH_MS = 850;

/** Signs and packs from now on. @returns a function that ends it */
export async function startLedger(ledger: Ledger, log: Log): Promise<() => Promise<void>> {
  await ledger.publish();
  return every(PUBLISH_MS, 'ledger', log, () => ledger.publish());
}
