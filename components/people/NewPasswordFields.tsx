import { useTranslations } from 'next-intl';

/** A password that is chosen, twice, with the rule beside it. */
export function NewPasswordFields() {
  const t = useTranslations('password');
  return (
    <>
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
    </>
  );
}
