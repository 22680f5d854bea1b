import { useLocale, useTranslations } from 'next-intl';
import { dayFull, type Locale } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';

/** Why there is no round to begin, and what to do about it. @param closedOn ISO date of the first day without trade */
export function ClosedMarket({ closedOn }: { readonly closedOn: string }) {
  const t = useTranslations('field.home.closed');
  const locale = useLocale() as Locale;
  return <Notice title={t('title', { day: dayFull(closedOn, locale) })} text={t('text')} tone="warn" />;
}
