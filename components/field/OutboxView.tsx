'use client';

import { useLocale, useTranslations } from 'next-intl';
import { clock as clockWords, type Locale } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import type { FieldState } from './core/follow-kept';
import type { Enrolment } from './core/kept';
import { countStates, type RecordState } from './core/records';
import { flush } from './core/send';
import { toldTo } from './core/told';
import { OutboxGroup } from './OutboxGroup';
import { useOnline } from './use-online';
import { go } from './use-view';

const ORDER: readonly RecordState[] = ['attention', 'draft', 'waiting', 'sent'];

interface Props {
  readonly state: FieldState;
  readonly enrolment: Enrolment;
}

/** Everything that this phone holds, what needs a person first. */
export function OutboxView({ state, enrolment }: Props) {
  const t = useTranslations('field.outbox');
  const home = useTranslations('field.home');
  const locale = useLocale() as Locale;
  const online = useOnline();
  const { records, round, retry } = state;
  const zone = round?.market.time_zone ?? 'Asia/Jakarta';
  const { waiting, draft: drafts } = countStates(records);
  const decided = toldTo(state.decisions, enrolment)?.said.decisions ?? [];
  const decisions = new Map(decided.map((one) => [one.observation, one]));
  return (
    <div className="field-page">
      <h1 className="field-title">{t('title')}</h1>
      {waiting === 0 || state.lockOut !== null ? null : (
        <div className="field-banner" role="status">
          <p>
            {!online
              ? t('offline', { count: waiting })
              : retry.failures > 0
                ? t('retrying', { count: waiting, time: clockWords(retry.notBefore, zone, locale, true) })
                : t('sending', { count: waiting })}
          </p>
          <p className="field-banner-do">
            <button type="button" className="button" onClick={() => void flush(true)}>
              {t('sendNow')}
            </button>
          </p>
        </div>
      )}
      {records.length === 0 ? <Notice title={t('empty')} text={t('emptyWhy')} /> : null}
      {drafts === 0 ? null : (
        <button type="button" className="field-second field-second-strong" onClick={() => go('review')}>
          {home('review', { count: drafts })}
        </button>
      )}
      {ORDER.map((state) => (
        <OutboxGroup key={state} state={state} records={records} round={round} decisions={decisions} />
      ))}
    </div>
  );
}
