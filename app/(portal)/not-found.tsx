import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Notice } from '@/components/ui/Notice';

/** For an address of the portal, a person or a device that is not there, or not theirs to see. */
export default async function PortalNotFound() {
  const t = await getTranslations('portal.lost');
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <Notice title={t('what')} text={t('why')}>
        <Link className="button button-main" href="/portal" prefetch={false}>
          {t('back')}
        </Link>
      </Notice>
    </main>
  );
}
