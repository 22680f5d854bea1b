'use client';

import { useLocale, useTranslations } from 'next-intl';
import { decimal, type Locale, moment } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import type { FieldAdvice } from '@/lib/live/field';
import type { FieldState } from './core/follow-kept';
import type { Enrolment } from './core/kept';
import { toldTo } from './core/told';

interface Props {
  readonly state: FieldState;
  readonly enrolment: Enrolment;
}

/** How the reports of this phone stood and what may help, as the server said it last. */
export function AdviceView({ state, enrolment }: Props) {
  const t = useTranslations('field.advice');
  const locale = useLocale() as Locale;
  const held = toldTo(state.advice, enrolment);
  return (
    <div className="field-page">
      <h1 className="field-title">{t('title')}</h1>
      <p className="muted">{t('lead')}</p>
      {held === null ? (
        <Notice title={t('none')} text={t('noneWhy')} />
      ) : (
        <>
          <p className="field-advice-say">{held.said.advice[locale]}</p>
          <Stood said={held.said} />
          {held.said.habits.length === 0 ? null : (
            <section className="field-group">
              <h2 className="field-subtitle">{t('habits')}</h2>
              <p className="muted">{t('habitsWhy')}</p>
              <ul className="field-tips">
                {held.said.habits.map((habit) => (
                  <li key={habit.en}>{habit[locale]}</li>
                ))}
              </ul>
            </section>
          )}
          <p className="muted small">
            {t('at', { time: moment(held.at, state.round?.market.time_zone ?? 'Asia/Jakarta', locale) })}
          </p>
        </>
      )}
    </div>
  );
}

/** The figure, with what it rests on; without anything decided yet there is none. */
function Stood({ said }: { readonly said: FieldAdvice }) {
  const t = useTranslations('field.advice');
  const locale = useLocale() as Locale;
  if (said.upheld_days + said.overturned_days === 0) return <p className="muted">{t('undecided')}</p>;
  const share = (value: number) => decimal(100 * value, 0, locale);
  return (
    <div>
      <p>{t('stood', { share: share(said.reliability), low: share(said.low), high: share(said.high) })}</p>
      <p className="muted small">
        {t('days', {
          upheld: decimal(said.upheld_days, 1, locale),
          overturned: decimal(said.overturned_days, 1, locale),
        })}
      </p>
    </div>
  );
}
