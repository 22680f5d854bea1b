import type { Pool } from 'pg';
import type { AlertEvidence, AlertKind, AlertLevel } from '@/lib/market/alert';
import { readOpenAlerts } from '@/lib/store/alerts/alert-rows';
import { withAlerts } from '@/lib/store/alerts/write-alerts';
import { conditionKey } from '@/lib/warn/condition';
import { type OpenAlert, planAlerts } from '@/lib/warn/plan';
import { alertConditions } from './alert-conditions';
import type { BoardSource } from './board-source';

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
    const held = (await readOpenAlerts(client)).map(
      (row): OpenAlert => ({
        ...row,
        // Written by this service and by no other.
        kind: row.kind as AlertKind,
        level: row.level as AlertLevel,
        evidence: row.evidence as AlertEvidence,
      }),
    );
    const keys = new Set(held.map(conditionKey));
    const plan = planAlerts(held, alertConditions(deps, deps.config.alertThreshold, keys));
    const now = deps.clock.now();
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
