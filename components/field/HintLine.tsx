import { useLocale, useTranslations } from 'next-intl';
import { type Locale, rupiah } from '@/components/ui/format';
import type { Hint } from './core/hint';

/** A line of fixed height, so that the pad never moves under the thumb. */
export function HintLine({ hint, full }: { readonly hint: Hint | null; readonly full: boolean }) {
  const t = useTranslations('field.hint');
  const locale = useLocale() as Locale;
  const text = full
    ? t('full')
    : hint === null
      ? ''
      : hint.kind === 'slip'
        ? t('slip', { likely: rupiah(hint.likely, locale) })
        : t(hint.kind, { limit: rupiah(hint.limit, locale) });
  return (
    <p className="field-hint" role="status">
      {text === '' ? null : (
        <>
          <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.8v.2" />
          </svg>
          {text}
        </>
      )}
    </p>
  );
}
