import { getTranslations } from 'next-intl/server';
import { Notice } from '@/components/ui/Notice';

/** What an address that leads nowhere says. Plain links: every page carries this one along. */
export async function NothingHere() {
  const t = await getTranslations('notFound');
  return (
    <main className="page" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <Notice title={t('what')} text={t('why')}>
        <a className="button button-main" href="/">
          {t('home')}
        </a>
        <a className="button" href="/dashboard/map/">
          {t('map')}
        </a>
      </Notice>
    </main>
  );
}
