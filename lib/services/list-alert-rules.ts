import type { Pool } from 'pg';
import { type AlertRules, rulesOf } from '@/lib/market/alert-rules';
import { readAlertRules } from '@/lib/store/alerts/alert-rules';

/** What calls for an alert as things are now. */
export async function listAlertRules(deps: {
  readonly pool: Pool;
  readonly config: { readonly alertThreshold: number };
}): Promise<AlertRules> {
  return rulesOf(await readAlertRules(deps.pool), deps.config.alertThreshold);
}
