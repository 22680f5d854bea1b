'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { FieldState } from './core/follow-kept';
import { wipePhone } from './core/wipe';
import { saveExport } from './save-export';

interface Props {
  readonly state: Pick<FieldState, 'records' | 'appeals'>;
  readonly deviceId: string;
}

/** Empties the phone before it is given away, after a question that names what would be lost. */
export function SettingsLeave({ state, deviceId }: Props) {
  const t = useTranslations('field.settings.leave');
  const [asked, setAsked] = useState(false);
  const [failed, setFailed] = useState(false);
  const prices = state.records.filter((r) => r.state !== 'sent').length;
  const appeals = state.appeals.length;
  return (
    <section className="field-group">
      <h2 className="field-subtitle">{t('title')}</h2>
      <p className="muted">{t('why')}</p>
      {asked ? (
        <div className="field-banner field-banner-warn" role="alert">
          <p>{prices + appeals === 0 ? t('nothingLost') : t('lost', { prices, appeals })}</p>
          <p className="field-banner-do">
            {prices + appeals === 0 ? null : (
              <button type="button" className="button" onClick={() => saveExport(state, deviceId)}>
                {t('rescue')}
              </button>
            )}
            <button type="button" className="button" onClick={() => setAsked(false)}>
              {t('cancel')}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => void wipePhone().catch(() => setFailed(true))}
            >
              {t('yes')}
            </button>
          </p>
          {failed ? <p>{t('failed')}</p> : null}
        </div>
      ) : (
        <button type="button" className="field-second" onClick={() => setAsked(true)}>
          {t('leave')}
        </button>
      )}
    </section>
  );
}
