import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { marketCode, PERSON_ROLES, placeName, regionChoices } from '@/app/places';
import { requireActor } from '@/app/portal-actor';
import { NOBODY, StandingFields } from '@/components/people/StandingFields';
import { ActionForm } from '@/components/portal/ActionForm';
import { isLocale, moment } from '@/components/ui/format';
import { may } from '@/lib/auth/may';
import { getRuntime } from '@/lib/runtime';
import { listPeople } from '@/lib/services/read-people';
import { invite } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people');
  return { title: t('title') };
}

/** Who may come in. */
export default async function PeoplePage() {
  const { actor } = await requireActor('see people');
  const [t, roles, portal, locale, people] = await Promise.all([
    getTranslations('people'),
    getTranslations('portal.roles'),
    getTranslations('portal'),
    getLocale(),
    listPeople(getRuntime(), actor),
  ]);
  const state = (p: (typeof people)[number]) => (p.disabled ? 'disabled' : p.joined ? 'active' : 'invited');
  const seen = (time: number | null) =>
    time === null ? t('never') : moment(time, 'Asia/Jakarta', isLocale(locale) ? locale : 'id');
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">
        {t('lead', { count: people.filter((p) => state(p) === 'active').length })}
      </p>
      {may(actor, 'manage people') ? (
        <details className="panel disclosure">
          <summary>{t('invite')}</summary>
          <ActionForm action={invite} send={t('send')} main>
            <label className="field field-wide">
              <span>{t('email')}</span>
              <input
                className="input"
                name="email"
                type="email"
                required
                maxLength={254}
                autoComplete="off"
              />
            </label>
            <StandingFields
              roles={PERSON_ROLES}
              regions={regionChoices()}
              value={{
                ...NOBODY,
                market: marketCode(actor.marketId),
                region: actor.regionId === null ? '' : String(actor.regionId),
              }}
            />
          </ActionForm>
        </details>
      ) : null}
      <ul className="panel lines">
        {people.map((person) => (
          <li key={person.id} className="line">
            <div>
              <p className="line-name">
                <Link href={`/portal/orang/${person.id}`} prefetch={false}>
                  {person.name}
                </Link>
                <span className={`tag-quiet state-${state(person)}`}>{t(`state.${state(person)}`)}</span>
                {person.secondStep ? <span className="tag-quiet">{t('secondStep')}</span> : null}
              </p>
              <p className="muted small">{person.email}</p>
            </div>
            <div className="line-side">
              <p className="small">
                {roles(person.role)} · {placeName(person) ?? portal('nation')}
              </p>
              <p className="muted small">{t('seen', { when: seen(person.lastSeenAt) })}</p>
            </div>
          </li>
        ))}
      </ul>
    </main>
  );
}
