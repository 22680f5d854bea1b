'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { onward } from './onward';
import { goToProvider, postSignIn, type SignInFault } from './post-sign-in';

/** The one field that is still empty, asked for a moment ago. */
const focus = (input: HTMLInputElement | null) => input?.focus();

interface Props {
  /** Where to go afterwards; a path of ours. */
  readonly next: string;
  /** Name of another provider; `null` for none. */
  readonly provider: string | null;
}

export function SignInForm({ next, provider }: Props) {
  const t = useTranslations('signIn');
  const [fault, setFault] = useState<SignInFault | null>(null);
  const [busy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const form = new FormData(event.currentTarget);
    const found = await postSignIn({
      email: String(form.get('email')),
      password: String(form.get('password')),
      code: String(form.get('code') ?? ''),
    });
    if (found === 'code_needed') setAsksCode(true);
    setFault(found);
    if (found === null) location.assign(onward(next, location.hash));
    else setBusy(false);
  }

  // Sent before the script is there, the form goes to an address that takes it, and never into a URL.
  return (
    <form className="stack" method="post" action="/api/auth/callback/credentials" onSubmit={send}>
      <label className="field field-wide">
        <span>{t('email')}</span>
        <input className="input" name="email" type="email" autoComplete="username" required maxLength={320} />
      </label>
      <label className="field field-wide">
        <span>{t('password')}</span>
        <input
          className="input"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={320}
        />
      </label>
      {asksCode ? (
        <label className="field field-wide">
          <span>{t('code')}</span>
          <input
            className="input"
            name="code"
            autoComplete="one-time-code"
            required
            maxLength={16}
            ref={focus}
          />
          <span className="small">{t('codeHelp')}</span>
        </label>
      ) : null}
      <p className={fault === 'code_needed' ? 'form-done' : 'form-fault'} role="alert">
        {fault === null ? '' : t(`fault.${fault}`)}
      </p>
      <button type="submit" className="button button-main button-wide" disabled={busy}>
        {busy ? t('busy') : t('send')}
      </button>
      {provider === null ? null : (
        <button
          type="button"
          className="button button-wide"
          disabled={busy}
          onClick={() =>
            goToProvider(onward(next, location.hash)).then((gone) => setFault(gone ? null : 'failed'))
          }
        >
          {t('provider', { name: provider })}
        </button>
      )}
    </form>
  );
}
