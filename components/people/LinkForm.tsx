'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { FormAction } from '../portal/action-answer';
import { useFaultField } from '../portal/use-fault-field';
import { useSending } from '../portal/use-sending';
import { NewPasswordFields } from './NewPasswordFields';

/**
 * Chooses a password by link. The token comes in the fragment, which no server has seen, and leaves the address: it
 * stands nowhere but here, so neither a refusal nor a lost network may take the form away.
 */
export function LinkForm({ redeem }: { readonly redeem: FormAction }) {
  const t = useTranslations('link');
  const password = useTranslations('password');
  const [token, setToken] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const { answer, busy, lost, submit, send } = useSending(redeem, form);
  const faultId = useFaultField(form, answer);
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
  // Sent by hand, or React would empty the form whatever the answer is; without scripts the action takes it.
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(event.currentTarget, null);
  };
  return (
    <form className="stack" action={submit} onSubmit={onSubmit} ref={form}>
      <input type="hidden" name="token" value={token ?? ''} />
      <NewPasswordFields />
      <p className="form-fault" role="alert" id={faultId}>
        {lost ? t('lost') : (answer?.fault ?? '')}
      </p>
      <button type="submit" className="button button-main button-wide" disabled={busy || token === null}>
        {busy ? password('busy') : t('send')}
      </button>
    </form>
  );
}
