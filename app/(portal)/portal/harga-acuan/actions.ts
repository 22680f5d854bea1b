'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import { commodityName } from '@/app/admin-choices';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer, SaveQuestion } from '@/components/admin/save-answer';
import { dayShort, isLocale, rupiah } from '@/components/ui/format';
import type { ReferenceRule } from '@/lib/market/reference';
import { getRuntime } from '@/lib/runtime';
import { previewReference, type ReferencePreview } from '@/lib/services/preview-reference';
import {
  addReference,
  checkStop,
  findBesides,
  readReference,
  stopReference,
} from '@/lib/services/save-reference';

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
      // The question before it named them.
      besideOthers: isConfirmed(form),
    };
    const rule = readReference(runtime.catalog(), input);
    if (!isConfirmed(form)) {
      const beside = await findBesides(runtime, rule, input.endsOld);
      return { ask: await inWords(previewReference(runtime, rule, input.endsOld), rule, beside) };
    }
    await addReference(runtime, actor, input, (await readVisit()).requestId);
    revalidatePath(HERE);
    const t = await getTranslations('limits');
    const said = await getLocale();
    return { done: t('added', { name: commodityName(input.commodity, isLocale(said) ? said : 'id') }) };
  });
}

async function inWords(
  preview: ReferencePreview,
  rule: ReferenceRule,
  beside: readonly ReferenceRule[],
): Promise<SaveQuestion> {
  const [t, said] = [await getTranslations('limits'), await getLocale()];
  const locale = isLocale(said) ? said : 'id';
  const warnings = beside.length === 0 ? [] : [t('beside', { count: beside.length })];
  const others = beside.map((other) =>
    t((other.validFrom ?? '') > (rule.validFrom ?? '') ? 'besideLater' : 'besideEarlier', {
      kind: other.kind,
      zone: other.zone === null ? t('everywhere') : t('zone', { zone: String(other.zone) }),
      high: rupiah(other.high, locale),
      from: other.validFrom === null ? t('open') : dayShort(other.validFrom, locale),
      to: other.validTo === null ? t('open') : dayShort(other.validTo, locale),
      regulation: other.regulation,
    }),
  );
  const asked = (text: string, lines: readonly string[] = []): SaveQuestion => ({
    text: [...warnings, text].join(' '),
    lines: [...others, ...lines],
  });
  if (preview.priced === 0) return asked(t('previewNoPrices'));
  const facts = {
    day: dayShort(preview.day, locale),
    before: String(preview.overBefore),
    after: String(preview.overAfter),
    priced: String(preview.priced),
    count: String(preview.changes.length),
  };
  const lines = preview.changes.map(({ region, price, before, after }) =>
    t('previewLine', {
      region,
      price: rupiah(price, locale),
      before: t(`status.${before}`),
      after: t(`status.${after}`),
    }),
  );
  return asked(t(preview.changes.length === 0 ? 'previewNone' : 'preview', facts), lines);
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
