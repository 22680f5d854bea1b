import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkForm } from '@/components/people/LinkForm';
import { chooseByLink } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('link');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

/** Where an invitation or a password reset leads. */
export default async function LinkPage() {
  const t = await getTranslations('link');
  return (
    <main className="page page-narrow" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="muted measure">{t('lead')}</p>
      <section className="panel">
        <LinkForm redeem={chooseByLink} />
      </section>
    </main>
  );
}
