'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer, SaveQuestion } from '@/components/admin/save-answer';
import { isLocale } from '@/components/ui/format';
import { figuresOf, isRuleKind } from '@/lib/market/alert-rules';
import { getRuntime } from '@/lib/runtime';
import { previewAlertRule, type RulePreview } from '@/lib/services/preview-alert-rule';
import { endAlertRule, readRule, saveAlertRule } from '@/lib/services/save-alert-rule';

const HERE = '/portal/aturan';
/** Of each kind of change, as many are told in words. */
const LINES = 12;

/** First says what would be raised and ended now; saves once that was confirmed. */
export async function keepRule(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('set alert rules', {});
  return saving(async () => {
    const runtime = getRuntime();
    const kind = textOf(form, 'kind');
    const names = isRuleKind(kind) ? figuresOf(kind).map(({ name }) => name) : [];
    const input = {
      kind,
      commodity: textOf(form, 'commodity'),
      enabled: textOf(form, 'enabled') === 'on',
      figures: Object.fromEntries(names.map((name) => [name, textOf(form, name)])),
    };
    const rule = readRule(runtime.catalog(), input);
    if (!isConfirmed(form)) return { ask: await inWords(await previewAlertRule(runtime, rule)) };
    await saveAlertRule(runtime, actor, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: (await getTranslations('alertRules'))('saved') };
  });
}

async function inWords({ before, after, opening, closing }: RulePreview): Promise<SaveQuestion> {
  const [t, said] = [await getTranslations('alertRules'), await getLocale()];
  const locale = isLocale(said) ? said : 'id';
  const told = (key: 'opens' | 'closes', all: RulePreview['opening']) => [
    ...all.slice(0, LINES).map((words) => t(key, { text: words[locale] })),
    ...(all.length > LINES ? [t(`${key}More`, { count: String(all.length - LINES) })] : []),
  ];
  return {
    text: t('preview', { before: String(before), after: String(after) }),
    lines: [...told('opens', opening), ...told('closes', closing)],
  };
}

/** Ends the rule of one commodity. */
export async function dropRule(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('set alert rules', {});
  return saving(async () => {
    const which = { kind: textOf(form, 'kind'), commodity: textOf(form, 'commodity') };
    await endAlertRule(getRuntime(), actor, which, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: (await getTranslations('alertRules'))('dropped') };
  });
}
