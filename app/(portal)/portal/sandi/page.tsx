import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/portal-actor';
import { PasswordForm } from '@/components/people/PasswordForm';
import { changeOwnPassword } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('password');
  return { title: t('title') };
}

/** The one page that opens before the first password was replaced. */
export default async function PasswordPage() {
  const [t, person] = await Promise.all([getTranslations('password'), requireSignedIn()]);
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t(person.mustChangePassword ? 'first' : 'lead')}</p>
      <section className="panel panel-form">
        <PasswordForm email={person.email} change={changeOwnPassword} />
      </section>
    </main>
  );
}
