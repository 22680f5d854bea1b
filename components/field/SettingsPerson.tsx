'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Enrolment } from './core/kept';
import { type Adopted, adopt } from './core/server';

/** Whose reports this phone's prices are. A signed-in person takes it with one tap. */
export function SettingsPerson({
  person,
  enrolment,
}: {
  readonly person: string | null;
  readonly enrolment: Enrolment;
}) {
  const t = useTranslations('field.settings.person');
  const [answer, setAnswer] = useState<Adopted | null>(null);
  return (
    <section className="field-group">
      <h2 className="field-subtitle">{t('title')}</h2>
      <p>{person === null ? t('nobody') : t('held', { person })}</p>
      <p className="muted">{t('why')}</p>
      <button
        type="button"
        className="field-second"
        onClick={() => void adopt(enrolment).then(setAnswer, () => setAnswer('network'))}
      >
        {t('take')}
      </button>
      {answer === null || answer === 'ok' ? null : (
        <p className="field-banner field-banner-warn" role="alert">
          {t(answer)}{' '}
          {answer === 'signed-out' ? (
            <a href="/masuk?next=/field" target="_blank" rel="noreferrer">
              {t('signIn')}
            </a>
          ) : null}
        </p>
      )}
    </section>
  );
}
