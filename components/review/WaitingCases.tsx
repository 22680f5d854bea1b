'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type Locale, rupiah } from '@/components/ui/format';
import type { CaseLine } from '@/lib/live/review';

interface Props {
  readonly cases: readonly CaseLine[];
  readonly onClose: () => void;
}

/** Which of the cases that were just decided count only once a second person decides the same. */
export function WaitingCases({ cases, onClose }: Props) {
  const t = useTranslations('review.form');
  const locale = useLocale() as Locale;
  if (cases.length === 0) return null;
  return (
    <>
      <p>{t('bulkWaits', { count: cases.length })}</p>
      <ul className="form-lines small">
        {cases.map((one) => (
          <li key={one.id}>
            {t('bulkWaitsOne', {
              name: one.commodity_name[locale],
              market: one.market,
              price: rupiah(one.price, locale),
            })}
          </li>
        ))}
      </ul>
      <button type="button" className="link small" onClick={onClose}>
        {t('cancel')}
      </button>
    </>
  );
}
