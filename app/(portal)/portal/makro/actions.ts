'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { MACRO_FILE_BYTES } from '@/lib/market/macro';
import { getRuntime } from '@/lib/runtime';
import { checkMacro, importMacro, saveMacro } from '@/lib/services/save-macro';

const HERE = '/portal/makro';
const SHOWN = 100;

export async function keepMacro(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const t = await getTranslations('macro');
    const input = {
      name: textOf(form, 'name'),
      month: textOf(form, 'month'),
      value: textOf(form, 'value'),
      source: textOf(form, 'source'),
      statedOn: textOf(form, 'statedOn'),
    };
    const takesAway = input.value.trim() === '';
    if (takesAway && !isConfirmed(form)) {
      await checkMacro(getRuntime(), input);
      return { ask: { text: t('removeAsk', { month: input.month }) } };
    }
    await saveMacro(getRuntime(), actor, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t(takesAway ? 'removed' : 'saved', { month: input.month }) };
  });
}

export async function takeMacroFile(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const t = await getTranslations('macro');
    const file = form.get('file');
    if (!(file instanceof File) || file.size === 0) return { faults: [{ field: 'file', text: t('noFile') }] };
    if (file.size > MACRO_FILE_BYTES) return { faults: [{ field: 'file', text: t('bigFile') }] };
    const input = {
      text: await file.text(),
      source: textOf(form, 'source'),
      statedOn: textOf(form, 'statedOn'),
    };
    const report = await importMacro(getRuntime(), actor, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    const counts = {
      saved: String(report.saved),
      unchanged: String(report.unchanged),
      refused: String(report.refused.length),
    };
    const lines = report.refused
      .slice(0, SHOWN)
      .map(({ line, why, said }) => t('refusedLine', { line: String(line), why: t(`why.${why}`), said }));
    return { done: t('imported', counts), lines };
  });
}
