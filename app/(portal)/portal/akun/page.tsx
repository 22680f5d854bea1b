import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { requireActor } from '@/app/portal-actor';
import { SecondStep } from '@/components/people/SecondStep';
import { ActionForm } from '@/components/portal/ActionForm';
import { isLocale, moment } from '@/components/ui/format';
import { getRuntime } from '@/lib/runtime';
import { readAccount } from '@/lib/services/read-account';
import { beginSecondStep, dropSecondStep, endOwnSessions, finishSecondStep } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('title') };
}

/** The own account: password, second step, and where one is signed in. */
export default async function AccountPage() {
  const person = await requireActor('keep the own account');
  const [t, locale, account] = await Promise.all([
    getTranslations('account'),
    getLocale(),
    readAccount(getRuntime(), person),
  ]);
  const at = (time: number) => moment(time, 'Asia/Jakarta', isLocale(locale) ? locale : 'id');
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">
        {person.name} · {person.email}
      </p>
      <div className="columns">
        <section className="panel stack">
          <h2>{t('passwordTitle')}</h2>
          <p className="small">{t('passwordText')}</p>
          <p>
            <Link className="button" href="/portal/sandi" prefetch={false}>
              {t('passwordChange')}
            </Link>
          </p>
        </section>
        <section className="panel stack">
          <h2>{t('second')}</h2>
          <SecondStep
            on={account.secondStep}
            codesLeft={account.codesLeft}
            begin={beginSecondStep}
            finish={finishSecondStep}
            drop={dropSecondStep}
          />
        </section>
      </div>
      <section className="panel stack">
        <div className="panel-head">
          <h2>{t('sessions')}</h2>
          <ActionForm action={endOwnSessions} send={t('endOthers')} confirm={t('endOthersSure')} />
        </div>
        <ul className="lines">
          {account.sessions.map((session) => (
            <li key={session.id} className="line">
              <div>
                <p className="line-name">
                  {session.userAgent ?? t('unknownDevice')}
                  {session.own ? <span className="tag-quiet">{t('this')}</span> : null}
                </p>
                <p className="muted small">
                  {t('since', {
                    since: at(session.createdAt),
                    seen: at(session.lastSeenAt),
                    place: session.address ?? t('unknownPlace'),
                  })}
                </p>
              </div>
              {session.own ? null : (
                <ActionForm action={endOwnSessions} values={{ session: session.id }} send={t('end')} />
              )}
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}
