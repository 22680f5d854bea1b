import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/app/portal-actor';
import { Notice } from '@/components/ui/Notice';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('portal.refused');
  return { title: t('title') };
}

/** What somebody sees whose role does not open a page or do what was asked. */
export default async function RefusedPage() {
  const [t] = await Promise.all([getTranslations('portal.refused'), requireActor('enter the portal')]);
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
