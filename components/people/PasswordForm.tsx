'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';

interface Answer {
  readonly fault: string;
}

interface Props {
  /** For password managers, which want to know whose it is. */
  readonly email: string;
  readonly change: (before: Answer | null, form: FormData) => Promise<Answer>;
}

export function PasswordForm({ email, change }: Props) {
  const t = useTranslations('password');
  const [answer, send, busy] = useActionState(change, null);
  return (
    <form className="stack" action={send}>
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <label className="field field-wide">
        <span>{t('current')}</span>
        <input className="input" name="current" type="password" autoComplete="current-password" required />
      </label>
      <label className="field field-wide">
        <span>{t('next')}</span>
        <input
          className="input"
          name="next"
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={128}
          aria-describedby="password-rule"
        />
      </label>
      <p className="muted small" id="password-rule">
        {t('rule')}
      </p>
      <label className="field field-wide">
        <span>{t('again')}</span>
        <input className="input" name="again" type="password" autoComplete="new-password" required />
      </label>
      <p className="form-fault" role="alert">
        {answer === null ? '' : t(`fault.${answer.fault}`)}
      </p>
      <button type="submit" className="button button-main" disabled={busy}>
        {busy ? t('busy') : t('send')}
      </button>
    </form>
  );
}
