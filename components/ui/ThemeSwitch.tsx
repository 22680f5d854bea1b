'use client';

import { useTranslations } from 'next-intl';
import { THEMES, type Theme } from './theme';

const GLYPHS: Readonly<Record<Theme, string>> = {
  system: 'M3 3.5h10v7H3zM6 13.5h4M8 10.5v3',
  light:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  dark: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5',
};

interface Props {
  readonly theme: Theme;
  readonly choose: (form: FormData) => Promise<void>;
}

/** The colours change at once; the server remembers the choice for the next page. */
export function ThemeSwitch({ theme, choose }: Props) {
  const t = useTranslations('theme');
  return (
    <form action={choose} className="segments">
      <fieldset>
        <legend className="hidden-visually">{t('label')}</legend>
        {THEMES.map((option) => (
          <button
            key={option}
            type="submit"
            name="theme"
            value={option}
            aria-label={t(option)}
            title={t(option)}
            aria-pressed={option === theme}
            onClick={() => {
              document.documentElement.dataset.theme = option;
            }}
          >
            <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <path d={GLYPHS[option]} />
            </svg>
          </button>
        ))}
      </fieldset>
    </form>
  );
}
