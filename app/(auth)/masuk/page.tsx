import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { abandonedPage } from '@/app/abandoned-page';
import { currentPerson } from '@/app/portal-actor';
import { SignInForm } from '@/components/people/SignInForm';
import { Notice } from '@/components/ui/Notice';
import { nextPage, START_PAGE } from '@/lib/auth/next-page';
import { getRuntime } from '@/lib/runtime';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn');
  return { title: t('title') };
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const [t, person, query] = await Promise.all([getTranslations('signIn'), currentPerson(), searchParams]);
  const asked = nextPage(query.next) ?? (query.error === undefined ? null : await abandonedPage());
  const next = asked ?? START_PAGE;
  if (person !== null) redirect(next);
  return (
    <main className="page page-narrow" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="muted measure">{t('lead')}</p>
      {query.error === undefined ? null : (
        <Notice
          title={t('stopped')}
          text={t(query.error === 'unknown' ? 'stoppedUnknown' : 'stoppedWhy')}
          tone="warn"
        />
      )}
      <section className="panel">
        <SignInForm next={next} provider={getRuntime().config.oidc?.name ?? null} />
      </section>
      <p className="muted small measure">{t('forgotten')}</p>
    </main>
  );
}
