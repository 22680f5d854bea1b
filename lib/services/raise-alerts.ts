import type { Pool } from 'pg';
import { rulesOf } from '@/lib/market/alert-rules';
import { readOpenAlerts } from '@/lib/store/alerts/alert-rows';
import { readAlertRules } from '@/lib/store/alerts/alert-rules';
import { withAlerts } from '@/lib/store/alerts/write-alerts';
import { readQuietDevices } from '@/lib/store/devices/silence';
import { conditionKey } from '@/lib/warn/condition';
import { planAlerts } from '@/lib/warn/plan';
import { alertConditions } from './alert-conditions';
import type { BoardSource } from './board-source';
import { toOpenAlert } from './open-alert';

export interface RaiseDeps extends BoardSource {
  readonly pool: Pool;
  readonly config: { readonly alertThreshold: number };
}

/**
 * Opens, raises and closes alerts so that they are those that are called for now. While another instance does the
 * same, this one leaves it to that one.
 *
 * @returns how many alerts changed
 */
export async function raiseAlerts(deps: RaiseDeps): Promise<number> {
  const changed = await withAlerts(deps.pool, false, async ({ client, open, raise, close }) => {
    const now = deps.clock.now();
    const held = (await readOpenAlerts(client)).map(toOpenAlert);
    const rules = rulesOf(await readAlertRules(client), deps.config.alertThreshold);
    const devices = (await readQuietDevices(client, now)).filter((d) => !d.marketClosed);
    const keys = new Set(held.map(conditionKey));
    const plan = planAlerts(held, alertConditions(deps, { rules, devices, open: keys }));
    for (const condition of plan.opening) await open(condition, now);
    for (const { id, level, evidence } of plan.rising) await raise(id, level, evidence);
    if (plan.closing.length > 0)
      await close(
        plan.closing.map((a) => a.id),
        now,
      );
    return plan.opening.length + plan.rising.length + plan.closing.length;
  });
  return changed ?? 0;
}
