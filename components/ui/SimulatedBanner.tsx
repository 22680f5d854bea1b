import { useTranslations } from 'next-intl';

/** Stands above every page that shows any figure of the simulated country. */
export function SimulatedBanner() {
  const t = useTranslations('simulated');
  return (
    <div className="banner" role="note">
      <p>
        <strong>{t('title')}</strong> {t('text')}
      </p>
    </div>
  );
}
