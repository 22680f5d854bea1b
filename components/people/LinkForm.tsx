'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useEffect, useState } from 'react';
import type { FormAction } from '../portal/action-answer';
import { NewPasswordFields } from './NewPasswordFields';

/** Chooses a password by link. The token comes in the fragment, which no server has seen, and leaves the address. */
export function LinkForm({ redeem }: { readonly redeem: FormAction }) {
  const t = useTranslations('link');
  const password = useTranslations('password');
  const [token, setToken] = useState<string | null>(null);
  const [answer, send, busy] = useActionState(redeem, null);
  useEffect(() => {
    setToken(location.hash.slice(1));
    history.replaceState(null, '', location.pathname);
  }, []);
  if (answer?.done) {
    return (
      <div className="stack">
        <p role="status">{answer.done}</p>
        <a className="button button-main" href="/masuk">
          {t('signIn')}
        </a>
      </div>
    );
  }
  if (token === '') return <p role="status">{t('empty')}</p>;
  return (
    <form className="stack" action={send}>
      <input type="hidden" name="token" value={token ?? ''} />
      <NewPasswordFields />
      <p className="form-fault" role="alert">
        {answer?.fault ?? ''}
      </p>
      <button type="submit" className="button button-main button-wide" disabled={busy || token === null}>
        {busy ? password('busy') : t('send')}
      </button>
    </form>
  );
}
