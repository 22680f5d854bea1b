import { getLocale, getTranslations } from 'next-intl/server';
import type { SaveQuestion } from '@/components/admin/save-answer';
import { isLocale } from '@/components/ui/format';
import { getRuntime } from '@/lib/runtime';
import { type AliasInput, aliasEffect, readAlias } from '@/lib/services/save-alias';
import { commodityName } from './admin-choices';

/**
 * How a name will be read once it is saved, and what is asked first when that is not plain: it becomes ambiguous, or
 * means something else than before.
 *
 * @throws SmpError INVALID
 */
export async function askAboutAlias(
  input: AliasInput,
): Promise<{ readonly ask?: SaveQuestion; readonly done: string }> {
  const catalog = getRuntime().catalog();
  const [t, said] = [await getTranslations('alias'), await getLocale()];
  const locale = isLocale(said) ? said : 'id';
  const read = readAlias(catalog, input);
  const { before, after } = aliasEffect(catalog, read);
  const names = (codes: readonly string[]) => codes.map((code) => commodityName(code, locale)).join(', ');
  const nameOf = (id: number) => commodityName(catalog.commodities.get(id)?.code ?? '', locale);
  const alias = read.alias;
  if (after.kind !== 'known') {
    const text = t('becomesAmbiguous', { alias, names: names(after.candidates) });
    return { ask: { text }, done: t('savedAmbiguous', { alias, names: names(after.candidates) }) };
  }
  const name = nameOf(after.commodityId);
  const place =
    input.market === null ? t('everywhere') : (catalog.marketByCode.get(input.market)?.name ?? '');
  const done = t('saved', { alias, name, place });
  if (before.kind === 'known' && before.commodityId !== after.commodityId)
    return { ask: { text: t('changes', { alias, before: nameOf(before.commodityId), name, place }) }, done };
  if (before.kind === 'ambiguous')
    return { ask: { text: t('settles', { alias, names: names(before.candidates), name, place }) }, done };
  return { done };
}
