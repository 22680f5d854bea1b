'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { getRuntime } from '@/lib/runtime';
import { readAppealGrounds } from '@/lib/services/appeal-grounds';
import { appealReview } from '@/lib/services/appeal-review';

/** Whoever reported a price disagrees with what was decided about it. */
export async function appealOwn(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('appeal decisions');
  return saving(async () => {
    const price = textOf(form, 'price');
    const grounds = readAppealGrounds(textOf(form, 'reason'), textOf(form, 'note'));
    // What is no position is no price.
    const observationId = /^\d{1,15}$/.test(price) ? Number(price) : -1;
    const { requestId } = await readVisit();
    await appealReview(getRuntime(), actor, { ...grounds, observationId, requestId });
    revalidatePath('/portal/laporan');
    return { done: (await getTranslations('ownReports.appeal'))('done') };
  });
}
