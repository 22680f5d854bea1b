import { useTranslations } from 'next-intl';

interface Props {
  readonly name: string;
  readonly market: string;
  readonly trial: { readonly kind: string; readonly names: readonly string[] } | null;
}

/** Asks the platform how it reads a name, as a report would. */
export function NameTrial({ name, market, trial }: Props) {
  const t = useTranslations('trial');
  return (
    <section className="panel trial" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <form className="admin-tools" action="/portal/komoditas" method="get">
        <div className="field-block">
          <label htmlFor="trial-name">{t('name')}</label>
          <input className="input" id="trial-name" name="nama" defaultValue={name} maxLength={80} required />
        </div>
        <div className="field-block">
          <label htmlFor="trial-market">{t('market')}</label>
          <input className="input" id="trial-market" name="pasar" defaultValue={market} maxLength={40} />
        </div>
        <button type="submit" className="button">
          {t('send')}
        </button>
      </form>
      {trial ? (
        <p role="status" className={trial.kind === 'known' ? 'form-done' : 'form-fault'}>
          {t(trial.names.length === 0 && trial.kind === 'unknown' ? 'nothingNear' : trial.kind, {
            name,
            market,
            names: trial.names.join(', '),
          })}
        </p>
      ) : null}
    </section>
  );
}
