'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { type Locale, moment } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import { AppealBanners } from './AppealBanners';
import type { FieldState } from './core/follow-kept';
import type { Enrolment } from './core/kept';
import { refreshDecisions } from './core/server';
import { toldTo } from './core/told';
import { DecisionCard } from './DecisionCard';

interface Props {
  readonly state: FieldState;
  readonly enrolment: Enrolment;
}

/** What people decided about the prices of this phone, as the server said it last, and the way to disagree. */
export function DecisionsView({ state, enrolment }: Props) {
  const t = useTranslations('field.decisions');
  const locale = useLocale() as Locale;
  const zone = state.round?.market.time_zone ?? 'Asia/Jakarta';
  const held = toldTo(state.decisions, enrolment);
  useEffect(() => {
    // Without a network, what was said last stays.
    void refreshDecisions(enrolment, true).catch(() => undefined);
  }, [enrolment]);
  return (
    <div className="field-page">
      <h1 className="field-title">{t('title')}</h1>
      <p className="muted">{t('lead')}</p>
      <AppealBanners state={state} deviceId={enrolment.deviceId} />
      {held === null ? <Notice title={t('unknown')} text={t('unknownWhy')} /> : null}
      {held?.said.decisions.length === 0 ? <Notice title={t('none')} text={t('noneWhy')} /> : null}
      <ul className="field-cards">
        {held?.said.decisions.map((decision) => (
          <DecisionCard
            key={decision.observation}
            decision={decision}
            appeal={state.appeals.find((one) => one.observation === decision.observation) ?? null}
            deviceId={enrolment.deviceId}
            zone={zone}
          />
        ))}
      </ul>
      {held === null || held.at === 0 ? null : (
        <p className="muted small">{t('at', { time: moment(held.at, zone, locale) })}</p>
      )}
    </div>
  );
}
