'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, lazy, Suspense, useEffect, useState } from 'react';
import { type Locale, moment } from '@/components/ui/format';
import { codeFrom, type EnrolCode } from './core/enrol-code';
import { flush } from './core/send';
import { redeem } from './core/server';
import { go } from './use-view';

/* Not on the first screen of most visits, so not in its scripts; the worker keeps it with everything else. */
const Scanner = lazy(() => import('./Scanner'));

type Trouble = 'code' | 'busy' | 'network' | 'form' | null;

interface Props {
  /** Prices that are not sent yet. */
  readonly unsettled: number;
  /** Server's clock less the phone's, ms. */
  readonly offset: number;
}

/** The first visit: a code by QR, link or hand, and one tap to put this phone in place. */
export function InstallView({ unsettled, offset }: Props) {
  const t = useTranslations('field.install');
  const [code, setCode] = useState<EnrolCode | null>(null);
  const [typed, setTyped] = useState('');
  const [scanning, setScanning] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>(null);

  useEffect(() => {
    const take = () => {
      const found = codeFrom(window.location.hash);
      if (found === null) return;
      setCode(found);
      // A code is for one use: it leaves the address, and with it the history.
      window.history.replaceState(window.history.state, '', window.location.pathname);
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);

  const install = async () => {
    if (code === null) return;
    setBusy(true);
    const redeemed = await redeem(code.code).catch(() => ({ ok: false, why: 'busy' }) as const);
    setBusy(false);
    if (!redeemed.ok) {
      setTrouble(redeemed.why);
      if (redeemed.why === 'code') setCode(null);
      return;
    }
    await navigator.storage?.persist?.().catch(() => false);
    go('home');
    await flush(true);
  };

  const check = (event: FormEvent) => {
    event.preventDefault();
    const found = codeFrom(typed);
    setCode(found);
    setTrouble(found === null ? 'form' : null);
  };

  return (
    <div className="field-page field-install">
      <h1 className="field-title">{t('title')}</h1>
      {unsettled > 0 ? <p className="field-banner">{t('unsettled', { count: unsettled })}</p> : null}
      {trouble === null ? null : (
        <p className="field-banner field-banner-warn" role="alert">
          {t(`trouble.${trouble}`)}
        </p>
      )}
      {code === null ? (
        <>
          <p className="muted">{t('text')}</p>
          {scanning ? (
            <Suspense fallback={<p role="status">{t('cameraOpening')}</p>}>
              <Scanner
                onCode={(found) => {
                  setScanning(false);
                  setTrouble(null);
                  setCode(found);
                }}
                onClose={() => setScanning(false)}
              />
            </Suspense>
          ) : (
            <button type="button" className="field-main" onClick={() => setScanning(true)}>
              {t('scan')}
            </button>
          )}
          <form className="field-form" onSubmit={check}>
            <label htmlFor="field-code">{t('type')}</label>
            <input
              id="field-code"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
            <button type="submit" className="field-second">
              {t('use')}
            </button>
          </form>
        </>
      ) : (
        <>
          <p>{t('found')}</p>
          <p className="field-code">{`${code.code.slice(0, 4)}…${code.code.slice(-4)}`}</p>
          {code.until === null ? null : <Until time={code.until} now={Date.now() + offset} />}
          <button type="button" className="field-main" disabled={busy} onClick={() => void install()}>
            {t(busy ? 'installing' : 'install')}
          </button>
          <button type="button" className="field-second" disabled={busy} onClick={() => setCode(null)}>
            {t('other')}
          </button>
        </>
      )}
    </div>
  );
}

/** Whether the code can still be used, before its one chance is taken. */
function Until({ time, now }: { readonly time: number; readonly now: number }) {
  const t = useTranslations('field.install');
  const locale = useLocale() as Locale;
  const words = { time: moment(time, 'Asia/Jakarta', locale) };
  if (now < time) return <p className="muted">{t('until', words)}</p>;
  return <p className="field-banner field-banner-warn">{t('over', words)}</p>;
}
