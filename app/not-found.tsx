import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Notice } from '@/components/ui/Notice';
import { Shell } from './shell';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notFound');
  return { title: t('title') };
}

export default async function NotFound() {
  const t = await getTranslations('notFound');
  return (
    <Shell>
      <main className="page" id="content">
        <h1 className="page-title">{t('title')}</h1>
        <Notice title={t('what')} text={t('why')}>
          <Link className="button button-main" href="/" prefetch={false}>
            {t('home')}
          </Link>
          <Link className="button" href="/dashboard/map/" prefetch={false}>
            {t('map')}
          </Link>
        </Notice>
      </main>
    </Shell>
  );
}
