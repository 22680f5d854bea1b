'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { askAboutAlias } from '@/app/ask-about-alias';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { getRuntime } from '@/lib/runtime';
import { addAlias as add, removeAlias as remove } from '@/lib/services/save-alias';

/** Both pages show names: a commodity's hold everywhere, a market's in it alone. */
function showAnew(): void {
  revalidatePath('/portal/komoditas');
  revalidatePath('/portal/pasar');
}

/** The form names a market where the name is that market's own. */
export async function addAlias(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const input = {
      alias: textOf(form, 'alias'),
      commodity: textOf(form, 'commodity'),
      market: textOf(form, 'market') || null,
    };
    const words = await askAboutAlias(input);
    if (words.ask !== undefined && !isConfirmed(form)) return { ask: words.ask };
    await add(getRuntime(), actor, input, (await readVisit()).requestId);
    showAnew();
    return { done: words.done };
  });
}

export async function removeAlias(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const t = await getTranslations('alias');
    if (!isConfirmed(form)) return { ask: { text: t('removeAsk'), yes: t('remove') } };
    await remove(getRuntime(), actor, Number(textOf(form, 'alias')), (await readVisit()).requestId);
    showAnew();
    return { done: t('removed') };
  });
}
