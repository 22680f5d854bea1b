'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Locale } from '@/components/ui/format';
import { TELL_FROM_MS } from './core/clock';
import type { FieldState } from './core/follow-kept';
import type { Counts } from './core/records';
import { flush } from './core/send';
import { spanWords } from './span-words';
import { useStorageFacts } from './use-storage';

interface Props {
  readonly state: FieldState;
  readonly counts: Counts;
  readonly renewed: boolean;
  readonly mock: boolean;
}

/** What the person has to know now, in plain words, with what to do. */
export function Banners({ state, counts, renewed, mock }: Props) {
  const t = useTranslations('field.banner');
  const locale = useLocale() as Locale;
  const storage = useStorageFacts();
  const offset = state.clock?.offset ?? 0;
  const wrong = Math.abs(offset) > TELL_FROM_MS;
  return (
    <div className="field-banners" aria-live="polite">
      {state.round?.simulated ? <p className="field-banner field-banner-sim">{t('simulated')}</p> : null}
      {mock ? <p className="field-banner field-banner-sim">{t('mock')}</p> : null}
      {state.lockOut === null ? null : (
        <div className="field-banner field-banner-warn" role="alert">
          <p>{t(state.lockOut.status === 401 ? 'lockedOut' : 'suspended', { count: counts.waiting })}</p>
          <p className="field-banner-do">
            <button type="button" className="button" onClick={() => void flush(true)}>
              {t('tryAgain')}
            </button>
            <a className="button" href="#/install">
              {t('newCode')}
            </a>
          </p>
        </div>
      )}
      {wrong ? (
        <p className="field-banner field-banner-warn">
          {t(offset < 0 ? 'clockAhead' : 'clockBehind', { span: spanWords(Math.abs(offset), locale) })}
        </p>
      ) : null}
      {storage?.tight ? <p className="field-banner field-banner-warn">{t('storage')}</p> : null}
      {renewed ? (
        <p className="field-banner">
          {t('renewed')}{' '}
          <button type="button" className="link" onClick={() => window.location.reload()}>
            {t('reload')}
          </button>
        </p>
      ) : null}
    </div>
  );
}
