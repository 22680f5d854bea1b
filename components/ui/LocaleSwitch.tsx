'use client';

import { useLocale, useTranslations } from 'next-intl';
import { LOCALES } from './format';

const NAMES = { id: 'Bahasa Indonesia', en: 'English' } as const;

/** A form, so that it also works before or without scripts. */
export function LocaleSwitch({ choose }: { readonly choose: (form: FormData) => Promise<void> }) {
  const t = useTranslations('nav');
  const current = useLocale();
  return (
    <form action={choose} className="segments">
      <fieldset>
        <legend className="hidden-visually">{t('language')}</legend>
        {LOCALES.map((locale) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            aria-pressed={locale === current}
          >
            {locale.toUpperCase()}
            <span className="hidden-visually"> {NAMES[locale]}</span>
          </button>
        ))}
      </fieldset>
    </form>
  );
}
