'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { dayFull, isLocale } from '@/components/ui/format';
import { getRuntime } from '@/lib/runtime';
import { closeMarket, previewClosing, reopenMarket } from '@/lib/services/close-market';

const HERE = '/portal/pasar';

/** Says first what stands at the market, then closes it. */
export async function shutMarket(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const runtime = getRuntime();
    const t = await getTranslations('markets.closing');
    const code = textOf(form, 'market');
    const input = { closedOn: textOf(form, 'closedOn'), reason: textOf(form, 'reason') };
    const standing = isConfirmed(form) ? null : await previewClosing(runtime, actor, code, input);
    const words = { name: nameOf(code), day: await dayWords(input.closedOn) };
    if (standing !== null)
      return { ask: { text: t('ask', words), yes: t('yes'), lines: await consequences(standing) } };
    await closeMarket(runtime, actor, code, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t('done', words) };
  });
}

/** Asks once, then takes the closing back. */
export async function reopen(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const t = await getTranslations('markets.closing');
    const code = textOf(form, 'market');
    const name = nameOf(code);
    if (!isConfirmed(form)) return { ask: { text: t('reopenAsk', { name }), yes: t('reopenYes') } };
    await reopenMarket(getRuntime(), actor, code, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t('reopened', { name }) };
  });
}

async function consequences(
  standing: Awaited<ReturnType<typeof previewClosing>>,
): Promise<readonly string[]> {
  const t = await getTranslations('markets.closing');
  const { devices, alerts, manualAlerts, pricesSince } = standing;
  return [
    devices === 0 ? t('noDevices') : t('devices', { count: devices }),
    ...(alerts === 0 ? [] : [t('alerts', { count: alerts })]),
    ...(manualAlerts === 0 ? [] : [t('manualAlerts', { count: manualAlerts })]),
    ...(pricesSince === 0 ? [] : [t('pricesSince', { count: pricesSince })]),
    t('public'),
  ];
}

async function dayWords(iso: string): Promise<string> {
  const said = await getLocale();
  return dayFull(iso, isLocale(said) ? said : 'id');
}

const nameOf = (code: string) => getRuntime().catalog().marketByCode.get(code)?.name ?? code;
