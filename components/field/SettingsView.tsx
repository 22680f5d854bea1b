'use client';

import { useLocale, useTranslations } from 'next-intl';
import { dayShort, decimal, LOCALES, type Locale, localDate, moment } from '@/components/ui/format';
import { THEMES } from '@/components/ui/theme';
import { saveSettings } from './actions';
import type { FieldState } from './core/follow-kept';
import type { Enrolment } from './core/kept';
import { SettingsBeside } from './SettingsBeside';
import { SettingsLeave } from './SettingsLeave';
import { SettingsPerson } from './SettingsPerson';
import { saveExport } from './save-export';
import type { Mock } from './use-mock';
import { useStorageFacts } from './use-storage';
import type { WorkerFacts } from './use-worker';

const LANGUAGES = { id: 'Bahasa Indonesia', en: 'English' } as const;

interface Props {
  readonly state: FieldState;
  readonly enrolment: Enrolment;
  readonly worker: WorkerFacts;
  readonly mock: Mock;
}

export function SettingsView({ state, enrolment, worker, mock }: Props) {
  const t = useTranslations('field.settings');
  const themes = useTranslations('field.themes');
  const locale = useLocale() as Locale;
  const storage = useStorageFacts();
  const { round, settings } = state;
  const theme = settings?.theme ?? 'system';
  const facts: readonly (readonly [string, string])[] = [
    [t('device'), enrolment.deviceId],
    [t('market'), round === null ? enrolment.marketId : `${round.market.name} (${round.market.market_id})`],
    [t('until'), dayShort(localDate(enrolment.expiresAt, 'Asia/Jakarta'), locale)],
    [t('prices'), round === null ? '–' : moment(Date.parse(round.at), round.market.time_zone, locale)],
    [t('offline'), t(worker.ready ? 'yes' : 'notYet')],
    [
      t('storage'),
      storage === null
        ? '–'
        : t(storage.persistent ? 'kept' : 'mayBeCleared', {
            used: decimal(storage.usedMb, 1, locale),
            free: decimal(storage.freeMb, 0, locale),
          }),
    ],
  ];
  return (
    <div className="field-page">
      <h1 className="field-title">{t('title')}</h1>
      <fieldset className="field-choice">
        <legend>{t('language')}</legend>
        {LOCALES.map((option) => (
          <button
            key={option}
            type="button"
            lang={option}
            aria-pressed={option === locale}
            onClick={() => void saveSettings({ locale: option })}
          >
            {LANGUAGES[option]}
          </button>
        ))}
      </fieldset>
      <fieldset className="field-choice">
        <legend>{t('colours')}</legend>
        {THEMES.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={option === theme}
            onClick={() => void saveSettings({ theme: option })}
          >
            {themes(option)}
          </button>
        ))}
      </fieldset>
      <dl className="field-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SettingsPerson person={round?.person ?? null} enrolment={enrolment} />
      <SettingsBeside on={settings?.position === true} />
      <section className="field-group">
        <h2 className="field-subtitle">{t('export')}</h2>
        <p className="muted">{t('exportWhy')}</p>
        <button type="button" className="field-second" onClick={() => saveExport(state, enrolment.deviceId)}>
          {t('exportNow')}
        </button>
      </section>
      <section className="field-group">
        <h2 className="field-subtitle">{t('again')}</h2>
        <p className="muted">{t('againWhy')}</p>
        <a className="field-second" href="#/install">
          {t('againNow')}
        </a>
      </section>
      <SettingsLeave state={state} deviceId={enrolment.deviceId} />
      <section className="field-group">
        <h2 className="field-subtitle">{t('mock')}</h2>
        <p className="muted">{t(mock.allowed ? 'mockWhy' : 'mockNot')}</p>
        <button
          type="button"
          className={mock.on ? 'field-second field-second-strong' : 'field-second'}
          disabled={!mock.allowed}
          onClick={mock.toggle}
        >
          {t(mock.on ? 'mockOff' : 'mockOn')}
        </button>
        {mock.on ? <p className="muted small">{t('mockSent', { count: mock.sent })}</p> : null}
      </section>
    </div>
  );
}
