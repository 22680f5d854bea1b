import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { figuresOf, isRuleKind, mayBeOwn, type StoredRule } from '@/lib/market/alert-rules';
import type { Catalog } from '@/lib/market/catalog';
import { dropAlertRule, readAlertRules, writeAlertRule } from '@/lib/store/alerts/alert-rules';
import { type AlertWriter, withAlerts } from '@/lib/store/alerts/write-alerts';
import { collectRefusals, refusal } from './refusals';
import { sealAct } from './seal-act';

/** A rule as a form sends it. */
export interface RuleInput {
  readonly kind: string;
  /** Commodity code; empty for every commodity without a rule of its own. */
  readonly commodity: string;
  readonly enabled: boolean;
  /** By name, as people write them: shares in percent, with point or comma. */
  readonly figures: Readonly<Record<string, string>>;
}

export interface RuleDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
}

/**
 * Says from now on what calls for an alert. Every instance follows it the next time that it looks.
 *
 * @throws SmpError INVALID naming each field, FORBIDDEN
 */
export async function saveAlertRule(
  deps: RuleDeps,
  actor: Actor,
  input: RuleInput,
  requestId: string | null,
): Promise<void> {
  requireRules(actor);
  const rule = readRule(deps.catalog(), input);
  await changing(deps, actor, rule, requestId, async ({ client }, at) => {
    await writeAlertRule(client, rule, at);
    return { enabled: rule.enabled, ...rule.figures };
  });
}

/** Ends the rule of one commodity: the general one holds again. @throws SmpError INVALID, NOT_FOUND, FORBIDDEN */
export async function endAlertRule(
  deps: RuleDeps,
  actor: Actor,
  { kind, commodity }: Pick<RuleInput, 'kind' | 'commodity'>,
  requestId: string | null,
): Promise<void> {
  requireRules(actor);
  const commodityId = deps.catalog().commodityByCode.get(commodity)?.id;
  if (commodityId === undefined) throw refusal('commodity', 'bad_commodity', 'Choose a commodity.');
  await changing(deps, actor, { kind, commodityId }, requestId, async ({ client }) => {
    if (!(await dropAlertRule(client, kind, commodityId)))
      throw new SmpError('NOT_FOUND', 'This commodity has no such rule of its own.');
    return null;
  });
}

/** One change at a time, with its audit row and leaf; the job that raises alerts waits meanwhile. */
async function changing(
  deps: RuleDeps,
  actor: Actor,
  { kind, commodityId }: Pick<StoredRule, 'kind' | 'commodityId'>,
  requestId: string | null,
  change: (writer: AlertWriter, at: number) => Promise<object | null>,
): Promise<void> {
  const at = deps.clock.now();
  await withAlerts(deps.pool, true, async (writer) => {
    const stored = await readAlertRules(writer.client);
    const held = stored.find((rule) => rule.kind === kind && rule.commodityId === commodityId);
    const before = held === undefined ? null : { enabled: held.enabled, ...held.figures };
    const after = await change(writer, at);
    const code = deps.catalog().commodities.get(commodityId)?.code;
    const subject = ['alert-rule', kind, ...(code === undefined ? [] : [code])].join(':');
    await sealAct(writer.ledger, actor, { at, action: 'alert.rule', subject, before, after, requestId });
  });
}

/** @throws SmpError INVALID that names every field at fault */
export function readRule(catalog: Catalog, input: RuleInput): StoredRule {
  const { kind, commodity, enabled } = input;
  if (!isRuleKind(kind)) throw refusal('', 'bad_rule', 'There is no such rule.');
  const refusals = collectRefusals();
  const commodityId = commodity === '' ? 0 : (catalog.commodityByCode.get(commodity)?.id ?? null);
  if (commodityId === null || (commodityId !== 0 && !mayBeOwn(kind)))
    refusals.add('commodity', 'bad_commodity', 'Choose a commodity.');
  const figures = figuresOf(kind).map(({ name, least, most, share }) => {
    const text = (input.figures[name] ?? '').trim().replace(',', '.');
    const said = /^\d{1,6}(\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(said >= least && said <= most))
      refusals.add(name, 'bad_rule_figure', `Write a number from ${least} to ${most}.`);
    return [name, share ? said / 100 : said] as const;
  });
  refusals.settle();
  return { kind, commodityId: commodityId ?? 0, enabled, figures: Object.fromEntries(figures) };
}

function requireRules(actor: Actor): void {
  if (!may(actor, 'set alert rules', {}))
    throw new SmpError('FORBIDDEN', 'Only those who look after the nation may set the rules of alerts.');
}
