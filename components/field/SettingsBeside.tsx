'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { saveSettings } from './actions';
import { askForPosition } from './use-position';

/** Whether the phone's place goes beside its prices. The system asks only when it is switched on. */
export function SettingsBeside({ on }: { readonly on: boolean }) {
  const t = useTranslations('field.settings.beside');
  const [trouble, setTrouble] = useState<'refused' | 'none' | null>(null);
  const turn = async () => {
    const found = on ? 'ok' : await askForPosition();
    setTrouble(found === 'ok' ? null : found);
    if (found === 'ok') await saveSettings({ position: !on });
  };
  return (
    <section className="field-group">
      <h2 className="field-subtitle">{t('title')}</h2>
      <p className="muted">{t('photo')}</p>
      <p className="muted">{t('why')}</p>
      <button
        type="button"
        className={on ? 'field-second field-second-strong' : 'field-second'}
        onClick={() => void turn()}
      >
        {t(on ? 'off' : 'on')}
      </button>
      {trouble === null ? null : (
        <p className="field-banner field-banner-warn" role="alert">
          {t(trouble)}
        </p>
      )}
    </section>
  );
}
