'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type Locale, rupiah } from '@/components/ui/format';
import type { FieldState } from './core/follow-kept';
import { openRequests } from './core/requests';
import { spanWords } from './span-words';
import { goEntry } from './use-view';

/** What a reviewer asks to be looked at once more, with the way to the answer. Nothing when nobody asks. */
export function AskedAgain({ state }: { readonly state: FieldState }) {
  const t = useTranslations('field.asked');
  const locale = useLocale() as Locale;
  const offset = state.clock?.offset ?? 0;
  const now = Date.now() + offset;
  const open = openRequests(state.requests, state.records, now, offset);
  if (open.length === 0) return null;
  return (
    <section className="field-asked" aria-label={t('title', { count: open.length })}>
      <h2 className="field-subtitle">{t('title', { count: open.length })}</h2>
      <ul>
        {open.map((request) => (
          <li className="field-banner" key={request.id}>
            <p>
              <strong>{request.commodity_name[locale]}</strong> · {rupiah(request.price, locale)}
            </p>
            <p>{t('question', { question: request.question })}</p>
            <p className="muted">{t('due', { span: spanWords(Date.parse(request.due_at) - now, locale) })}</p>
            <p className="field-banner-do">
              <button type="button" className="button" onClick={() => goEntry(request.commodity)}>
                {t('answer')}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
