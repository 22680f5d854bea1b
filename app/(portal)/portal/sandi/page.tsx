import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/portal-actor';
import { NewPasswordFields } from '@/components/people/NewPasswordFields';
import { ActionForm } from '@/components/portal/ActionForm';
import { nextPage } from '@/lib/auth/next-page';
import { changeOwnPassword } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('password');
  return { title: t('title') };
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** The one page that opens before the first password was replaced. */
export default async function PasswordPage({ searchParams }: Props) {
  const [t, person, query] = await Promise.all([
    getTranslations('password'),
    requireSignedIn(),
    searchParams,
  ]);
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t(person.mustChangePassword ? 'first' : 'lead')}</p>
      <section className="panel panel-form">
        <ActionForm action={changeOwnPassword} send={t('send')} main>
          {/* For password managers, which want to know whose it is. */}
          <input type="email" name="email" autoComplete="username" value={person.email} readOnly hidden />
          <input type="hidden" name="then" value={nextPage(query.next) ?? ''} />
          <label className="field field-wide">
            <span>{t('current')}</span>
            <input
              className="input"
              name="current"
              type="password"
              autoComplete="current-password"
              required
            />
          </label>
          <NewPasswordFields />
        </ActionForm>
      </section>
    </main>
  );
}
