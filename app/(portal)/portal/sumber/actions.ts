'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { getRuntime } from '@/lib/runtime';
import { saveFeed } from '@/lib/services/save-feed';

const HERE = '/portal/sumber';

export async function keepFeed(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const t = await getTranslations('feeds');
    const known = textOf(form, 'known') || null;
    const name = textOf(form, 'name');
    await saveFeed(
      getRuntime(),
      actor,
      known,
      {
        name,
        address: textOf(form, 'address'),
        format: textOf(form, 'format'),
        columns: {
          date: textOf(form, 'date'),
          region: textOf(form, 'region'),
          market: textOf(form, 'market'),
          commodity: textOf(form, 'commodity'),
          unit: textOf(form, 'unit'),
          price: textOf(form, 'price'),
        },
        records: textOf(form, 'records'),
        region: textOf(form, 'regionId'),
        everyHours: textOf(form, 'everyHours'),
        enabled: textOf(form, 'enabled') === 'yes',
      },
      (await readVisit()).requestId,
    );
    revalidatePath(HERE);
    return { done: t(known === null ? 'added' : 'changed', { name }) };
  });
}
