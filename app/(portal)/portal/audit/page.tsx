import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/app/portal-actor';
import { Notice } from '@/components/ui/Notice';
import { getRuntime } from '@/lib/runtime';
import { auditSubjects } from '@/lib/services/audit-subjects';
import { readAudit } from '@/lib/services/read-audit';
import { ActionChoice } from './action-choice';
import { AuditRow } from './row';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit');
  return { title: t('title') };
}

const PAGE = 50;
const FIELDS = ['actor', 'action', 'subject', 'from', 'to'] as const;

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** Who did what, newest first. Nobody can change it, not even the database's owner without leaving a trace. */
export default async function AuditPage({ searchParams }: Props) {
  const { actor } = await requireActor('see the audit');
  const query = await searchParams;
  const given = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const search = Object.fromEntries(FIELDS.map((name) => [name, given(name)]));
  const [t, rows] = await Promise.all([
    getTranslations('audit'),
    readAudit(getRuntime(), actor, { ...search, before: given('before') }, PAGE + 1),
  ]);
  const shown = rows.slice(0, PAGE);
  const subjects = await auditSubjects(getRuntime(), shown);
  const address = (path: string, more: Record<string, string> = {}) =>
    `${path}?${new URLSearchParams({ ...search, ...more })}`;
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      <form className="panel filters" method="get" action="/portal/audit">
        {FIELDS.map((name) =>
          name === 'action' ? (
            <ActionChoice key={name} given={given(name)} />
          ) : (
            <label className="field field-wide" key={name}>
              <span>{t(name)}</span>
              <input
                className="input"
                name={name}
                type={name === 'from' || name === 'to' ? 'date' : 'search'}
                defaultValue={given(name)}
                maxLength={120}
              />
            </label>
          ),
        )}
        <div className="row">
          <button type="submit" className="button button-main">
            {t('search')}
          </button>
          <a className="button" href={address('/portal/audit/csv')} download>
            {t('csv')}
          </a>
        </div>
      </form>
      {shown.length === 0 ? <Notice title={t('none')} text={t('noneWhy')} /> : null}
      <ul className="panel lines" hidden={shown.length === 0}>
        {shown.map((row, i) => (
          <AuditRow key={row.id} row={row} subject={subjects[i] ?? null} />
        ))}
      </ul>
      {rows.length > PAGE ? (
        <p>
          <Link
            className="button"
            prefetch={false}
            href={address('/portal/audit', { before: shown.at(-1)?.id ?? '' })}
          >
            {t('older')}
          </Link>
        </p>
      ) : null}
    </main>
  );
}
