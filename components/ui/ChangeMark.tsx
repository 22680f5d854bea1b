import { useLocale, useTranslations } from 'next-intl';
import { type Locale, percent } from './format';
import { Icon } from './icons';

/** Below this a change rounds to nothing and is called steady. */
const STEADY = 0.0005;

export function direction(ratio: number): 'up' | 'down' | 'level' {
  if (Math.abs(ratio) < STEADY) return 'level';
  return ratio > 0 ? 'up' : 'down';
}

/**
 * Arrow, word and figure together, so that none of them carries the meaning alone. Where there is no room for the word,
 * steady is a figure and no mark: a dash alone would look like a change that nobody knows, and before a figure like a minus.
 */
export function ChangeMark({ ratio, words = true }: { readonly ratio: number; readonly words?: boolean }) {
  const t = useTranslations('change');
  const locale = useLocale() as Locale;
  const way = direction(ratio);
  return (
    <span className={`change change-${way}`}>
      {way === 'level' && !words ? null : <Icon name={way} />}
      <span className={words ? undefined : 'hidden-visually'}>{t(way)} </span>
      {way === 'level' && words ? null : (
        <span className="number">{percent(way === 'level' ? 0 : ratio, locale)}</span>
      )}
    </span>
  );
}
