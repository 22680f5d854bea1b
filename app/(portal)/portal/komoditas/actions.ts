'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { getRuntime } from '@/lib/runtime';
import { saveCommodity } from '@/lib/services/save-commodity';
import { removeUnit, saveUnit } from '@/lib/services/save-unit';

const HERE = '/portal/komoditas';

export async function keepCommodity(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const t = await getTranslations('goods');
    const known = textOf(form, 'known') || null;
    const input = {
      code: textOf(form, 'code'),
      nameId: textOf(form, 'nameId'),
      nameEn: textOf(form, 'nameEn'),
      unit: textOf(form, 'unit'),
      volatility: textOf(form, 'volatility'),
    };
    await saveCommodity(getRuntime(), actor, known, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t(known === null ? 'added' : 'changed', { name: input.nameId }) };
  });
}

export async function keepUnit(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const t = await getTranslations('goods');
    const input = {
      commodity: textOf(form, 'commodity'),
      unit: textOf(form, 'unit'),
      factor: textOf(form, 'factor'),
    };
    await saveUnit(getRuntime(), actor, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t('unitSaved', { unit: input.unit, factor: input.factor }) };
  });
}

export async function forgetUnit(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const t = await getTranslations('goods');
    const input = { commodity: textOf(form, 'commodity'), unit: textOf(form, 'unit') };
    if (!isConfirmed(form))
      return { ask: { text: t('unitAsk', { unit: input.unit }), yes: t('unitRemove') } };
    await removeUnit(getRuntime(), actor, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t('unitRemoved') };
  });
}
