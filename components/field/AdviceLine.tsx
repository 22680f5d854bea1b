import { useLocale, useTranslations } from 'next-intl';
import type { Locale } from '@/components/ui/format';
import type { FieldAdvice } from '@/lib/live/field';
import type { Told } from './core/told';

/** The last word on the reports of this phone, in one line, with the way to all of it. */
export function AdviceLine({ held }: { readonly held: Told<FieldAdvice> | null }) {
  const t = useTranslations('field.advice');
  const locale = useLocale() as Locale;
  if (held === null) return null;
  const habits = held.said.habits.length;
  return (
    <a className="field-advice" href="#/advice">
      <span className="field-advice-title">{t('title')}</span>
      <span>{held.said.advice[locale]}</span>
      {habits === 0 ? null : <span className="field-advice-more">{t('more', { count: habits })}</span>}
    </a>
  );
}
