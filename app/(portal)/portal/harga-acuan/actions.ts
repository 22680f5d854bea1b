'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import { commodityName } from '@/app/admin-choices';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer, SaveQuestion } from '@/components/admin/save-answer';
import { dayShort, isLocale, rupiah } from '@/components/ui/format';
import { getRuntime } from '@/lib/runtime';
import { previewReference, type ReferencePreview } from '@/lib/services/preview-reference';
import { addReference, checkStop, readReference, stopReference } from '@/lib/services/save-reference';

const HERE = '/portal/harga-acuan';

/** First says what would change on the board; saves once that was confirmed. */
export async function keepReference(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const runtime = getRuntime();
    const input = {
      commodity: textOf(form, 'commodity'),
      kind: textOf(form, 'kind'),
      zone: textOf(form, 'zone'),
      low: textOf(form, 'low'),
      high: textOf(form, 'high'),
      validFrom: textOf(form, 'validFrom'),
      validTo: textOf(form, 'validTo'),
      regulation: textOf(form, 'regulation'),
      note: textOf(form, 'note'),
      endsOld: textOf(form, 'endsOld') === 'on',
    };
    const rule = readReference(runtime.catalog(), input);
    if (!isConfirmed(form)) return { ask: await inWords(previewReference(runtime, rule, input.endsOld)) };
    await addReference(runtime, actor, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    const t = await getTranslations('limits');
    const said = await getLocale();
    return { done: t('added', { name: commodityName(input.commodity, isLocale(said) ? said : 'id') }) };
  });
}

async function inWords(preview: ReferencePreview): Promise<SaveQuestion> {
  const [t, said] = [await getTranslations('limits'), await getLocale()];
  const locale = isLocale(said) ? said : 'id';
  if (preview.priced === 0) return { text: t('previewNoPrices') };
  const facts = {
    day: dayShort(preview.day, locale),
    before: String(preview.overBefore),
    after: String(preview.overAfter),
    priced: String(preview.priced),
    count: String(preview.changes.length),
  };
  return {
    text: t(preview.changes.length === 0 ? 'previewNone' : 'preview', facts),
    lines: preview.changes.map(({ region, price, before, after }) =>
      t('previewLine', {
        region,
        price: rupiah(price, locale),
        before: t(`status.${before}`),
        after: t(`status.${after}`),
      }),
    ),
  };
}

export async function endReferencePrice(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('change master data');
  return saving(async () => {
    const [t, said] = [await getTranslations('limits'), await getLocale()];
    const day = textOf(form, 'validTo');
    const shown = /^\d{4}-\d{2}-\d{2}$/.test(day) ? dayShort(day, isLocale(said) ? said : 'id') : day;
    const runtime = getRuntime();
    const id = Number(textOf(form, 'reference'));
    if (!isConfirmed(form)) {
      await checkStop(runtime, id, day);
      return { ask: { text: t('endAsk', { day: shown }), yes: t('endSend') } };
    }
    await stopReference(runtime, actor, id, day, (await readVisit()).requestId);
    revalidatePath(HERE);
    return { done: t('ended', { day: shown }) };
  });
}
