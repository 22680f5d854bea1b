'use client';

import { useLocale, useTranslations } from 'next-intl';
import { dayShort, type Locale } from '@/components/ui/format';
import type { EvidenceLine } from '@/lib/live/review';

/** What was found about a reporter, each with its days. Says itself that it decides on no price. */
export function EvidenceList({ evidence }: { readonly evidence: readonly EvidenceLine[] }) {
  const t = useTranslations('evidence');
  const locale = useLocale() as Locale;
  const span = ({ since, until }: EvidenceLine) =>
    since === until
      ? `${dayShort(since, locale)}:`
      : t('span', { from: dayShort(since, locale, false), to: dayShort(until, locale) });
  return (
    <>
      <ul className="evidence">
        {evidence.map((line) => (
          <li key={`${line.kind} ${line.since}`}>
            <strong>{span(line)}</strong> {line.text[locale]}
          </li>
        ))}
      </ul>
      <p className="small muted">{t('means')}</p>
    </>
  );
}
