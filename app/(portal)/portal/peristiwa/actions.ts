'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { getRuntime } from '@/lib/runtime';
import { closeEvent, recordEvent } from '@/lib/services/record-event';

const HERE = '/portal/peristiwa';

export async function keepEvent(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('record events');
  return saving(async () => {
    const t = await getTranslations('happening');
    const fields = [
      'kind',
      'commodity',
      'market',
      'region',
      'begins',
      'ends',
      'source',
      'textId',
      'textEn',
    ] as const;
    const input = Object.fromEntries(fields.map((name) => [name, textOf(form, name)])) as Record<
      (typeof fields)[number],
      string
    >;
    const replaces = textOf(form, 'replaces') || null;
    await recordEvent(getRuntime(), actor, replaces, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t(replaces === null ? 'recorded' : 'corrected') };
  });
}

export async function endEvent(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('record events');
  return saving(async () => {
    const t = await getTranslations('happening');
    const how = { ends: textOf(form, 'ends') };
    await closeEvent(getRuntime(), actor, textOf(form, 'event'), how, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t('endSaved') };
  });
}

export async function withdrawEvent(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('record events');
  return saving(async () => {
    const t = await getTranslations('happening');
    if (!isConfirmed(form)) return { ask: { text: t('withdrawAsk'), yes: t('withdraw') } };
    await closeEvent(getRuntime(), actor, textOf(form, 'event'), 'withdrawn', (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t('withdrawn') };
  });
}
