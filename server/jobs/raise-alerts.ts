import type { Runtime } from '@/lib/runtime';
import { raiseAlerts } from '@/lib/services/raise-alerts';
import { every } from './every';

const ALERTS_MS = 5_000;

/** Keeps the open alerts those that are called for, and tells what changed. @returns a function that ends it */
export function startAlerts(runtime: Runtime): () => Promise<void> {
  const turn = runtime.jobs.noting('alerts', ALERTS_MS, async () => {
    await raiseAlerts(runtime);
    await runtime.alerts.refresh();
  });
  return every(ALERTS_MS, 'alerts', runtime.log, turn);
}
