import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { marketCode, PERSON_ROLES, placeName, regionChoices } from '@/app/places';
import { requireActor } from '@/app/portal-actor';
import { StandingFields } from '@/components/people/StandingFields';
import { ActionForm } from '@/components/portal/ActionForm';
import { may } from '@/lib/auth/may';
import { getRuntime } from '@/lib/runtime';
import { listPeople } from '@/lib/services/read-people';
import { changeStanding, disable, enable, reset } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people');
  return { title: t('one') };
}

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

/** One person: what they are, and what an administrator can do about it. */
export default async function PersonPage({ params }: Props) {
  const { actor } = await requireActor('see people');
  const { id } = await params;
  const person = (await listPeople(getRuntime(), actor)).find((p) => p.id === id);
  if (person === undefined) notFound();
  const [t, portal] = await Promise.all([getTranslations('people'), getTranslations('portal')]);
  const manages = may(actor, 'manage people') && actor.userId !== id;
  const values = { person: id };
  return (
    <main className="portal-main" id="content">
      <p className="small">
        <Link className="lone-link" href="/portal/orang" prefetch={false}>
          {t('title')}
        </Link>
      </p>
      <h1 className="page-title">{person.name}</h1>
      <p className="measure lead">
        {person.email} · {portal(`roles.${person.role}`)} · {placeName(person) ?? portal('nation')}
      </p>
      {actor.userId === id ? <p className="measure">{t('self')}</p> : null}
      {manages ? (
        <div className="columns">
          <section className="panel stack">
            <h2>{t('standing')}</h2>
            <ActionForm action={changeStanding} values={values} send={t('save')} confirm={t('saveSure')} main>
              <StandingFields
                roles={PERSON_ROLES}
                regions={regionChoices()}
                value={{
                  name: person.name,
                  role: person.role,
                  market: marketCode(person.marketId),
                  region: person.regionId === null ? '' : String(person.regionId),
                }}
              />
            </ActionForm>
          </section>
          <div className="stack">
            <section className="panel stack">
              <h2>{t('resetTitle')}</h2>
              <p className="small">{t('resetText')}</p>
              <ActionForm action={reset} values={values} send={t('reset')} confirm={t('resetSure')}>
                <label className="check">
                  <input type="checkbox" name="second" />
                  <span>{t('resetSecond')}</span>
                </label>
              </ActionForm>
            </section>
            <section className="panel stack">
              <h2>{t(person.disabled ? 'enableTitle' : 'disableTitle')}</h2>
              <p className="small">{t(person.disabled ? 'enableText' : 'disableText')}</p>
              {person.disabled ? (
                <ActionForm action={enable} values={values} send={t('enable')} confirm={t('enableSure')} />
              ) : (
                <ActionForm action={disable} values={values} send={t('disable')} confirm={t('disableSure')} />
              )}
            </section>
          </div>
        </div>
      ) : null}
    </main>
  );
}
