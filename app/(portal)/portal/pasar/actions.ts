'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { getRuntime } from '@/lib/runtime';
import { marketDoubt, readMarket, saveMarket } from '@/lib/services/save-market';

const HERE = '/portal/pasar';

export async function keepMarket(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const runtime = getRuntime();
    const t = await getTranslations('markets');
    const known = textOf(form, 'known') || null;
    const input = {
      code: known ?? textOf(form, 'code'),
      name: textOf(form, 'name'),
      city: textOf(form, 'city'),
      region: textOf(form, 'region'),
      latitude: textOf(form, 'latitude'),
      longitude: textOf(form, 'longitude'),
    };
    const facts = readMarket(runtime.catalog(), input);
    const doubt = isConfirmed(form) ? null : marketDoubt(runtime.catalog(), facts);
    if (doubt !== null) {
      const { km, home, nearest } = doubt;
      return { ask: { text: t('far', { km: String(km), home: home.name, nearest: nearest.name }) } };
    }
    await saveMarket(runtime, actor, known, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t(known === null ? 'added' : 'changed', { name: facts.name }) };
  });
}
