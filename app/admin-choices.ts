import type { Choice } from '@/components/admin/Fields';
import type { Locale } from '@/components/ui/format';
import { getRuntime } from '@/lib/runtime';

const byText = (a: Choice, b: Choice) => a.text.localeCompare(b.text, 'id');

export function regionChoices(): readonly Choice[] {
  const { regions } = getRuntime().catalog();
  return [...regions.values()].map(({ id, name }) => ({ value: String(id), text: name })).sort(byText);
}

export function commodityChoices(locale: Locale): readonly Choice[] {
  const { commodities } = getRuntime().catalog();
  return [...commodities.values()]
    .map((c) => ({ value: c.code, text: locale === 'id' ? c.nameId : c.nameEn }))
    .sort(byText);
}

export function commodityName(code: string, locale: Locale): string {
  const commodity = getRuntime().catalog().commodityByCode.get(code);
  if (commodity === undefined) return code;
  return locale === 'id' ? commodity.nameId : commodity.nameEn;
}

/** One text of an address, whatever was written into it. */
export function asked(
  query: Readonly<Record<string, string | readonly string[] | undefined>>,
  name: string,
): string {
  const value = query[name];
  return typeof value === 'string' ? value.slice(0, 100) : '';
}
