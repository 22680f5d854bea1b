import type { Pool } from 'pg';
import { rulesOf, type StoredRule } from '@/lib/market/alert-rules';
import { readOpenAlerts } from '@/lib/store/alerts/alert-rows';
import { readAlertRules } from '@/lib/store/alerts/alert-rules';
import { readQuietDevices } from '@/lib/store/devices/silence';
import { type Condition, conditionKey } from '@/lib/warn/condition';
import { planAlerts } from '@/lib/warn/plan';
import { alertConditions } from './alert-conditions';
import { alertWords } from './alert-words';
import type { BoardSource } from './board-source';
import { toOpenAlert } from './open-alert';

interface Words {
  readonly id: string;
  readonly en: string;
}

/** What a rule would change at once. */
export interface RulePreview {
  /** Alerts of its kind that are open now, and that would be. */
  readonly before: number;
  readonly after: number;
  readonly opening: readonly Words[];
  readonly closing: readonly Words[];
}

export interface PreviewDeps extends BoardSource {
  readonly pool: Pool;
  readonly config: { readonly alertThreshold: number };
}

/** What would be raised and ended now if this rule held. Stores nothing. */
export async function previewAlertRule(deps: PreviewDeps, rule: StoredRule): Promise<RulePreview> {
  const { pool } = deps;
  const stored = await readAlertRules(pool);
  const others = stored.filter((r) => r.kind !== rule.kind || r.commodityId !== rule.commodityId);
  const held = (await readOpenAlerts(pool)).map(toOpenAlert).filter(({ kind }) => kind === rule.kind);
  const conditions = alertConditions(deps, {
    rules: rulesOf([...others, rule], deps.config.alertThreshold),
    devices: (await readQuietDevices(pool, deps.clock.now())).filter((d) => !d.marketClosed),
    open: new Set(held.map(conditionKey)),
  });
  const plan = planAlerts(
    held,
    conditions.filter(({ kind }) => kind === rule.kind),
  );
  const words = (about: Condition) => alertWords(deps.catalog(), about);
  return {
    before: held.length,
    after: held.length + plan.opening.length - plan.closing.length,
    opening: plan.opening.map(words),
    closing: plan.closing.map(words),
  };
}
