import { getLocale, getTranslations } from 'next-intl/server';
import { isLocale, moment } from '@/components/ui/format';
import type { AuditSubject } from '@/lib/services/audit-subjects';
import type { readAudit } from '@/lib/services/read-audit';
import { actionKey } from './action-words';
import { subjectWords } from './subject-words';

interface Props {
  readonly row: Awaited<ReturnType<typeof readAudit>>[number];
  /** `null` where its key is all that is known. */
  readonly subject: AuditSubject | null;
}

/** One line of the audit: what was done in words, by whom and to what, and everything else on request. */
export async function AuditRow({ row, subject }: Props) {
  const [t, said] = await Promise.all([getTranslations('audit'), getLocale()]);
  const locale = isLocale(said) ? said : 'id';
  const what = subject === null ? null : await subjectWords(subject, locale);
  const [words, by] = [actionKey(row.action), `by.${row.actorKind}`];
  return (
    <li className="line line-tall">
      <div>
        <p className="line-name">{t.has(words) ? t(words) : <code>{row.action}</code>}</p>
        <p className="small">
          {t('did', {
            who:
              row.actorName ?? (t.has(by) ? t(by, { id: row.actorId }) : `${row.actorKind} ${row.actorId}`),
            what: what ?? row.subject,
          })}
        </p>
        <details className="disclosure">
          <summary>{t('details')}</summary>
          <dl className="facts">
            {(['before', 'after'] as const).map((side) => (
              <Fact key={side} name={t(side === 'before' ? 'stateBefore' : 'stateAfter')}>
                {row[side] === null ? '–' : JSON.stringify(row[side], null, 1)}
              </Fact>
            ))}
            <Fact name={t('code')}>{row.action}</Fact>
            <Fact name={t('subjectId')}>{row.subject}</Fact>
            <Fact name={t('request')}>{row.requestId ?? '–'}</Fact>
          </dl>
        </details>
      </div>
      <div className="line-side">
        <p className="small">{moment(row.at, 'Asia/Jakarta', locale)}</p>
        {row.ledgerIndex === null ? null : (
          <p className="small">
            <a className="lone-link" href={`/verify?i=${row.ledgerIndex}`}>
              {t('leaf', { index: row.ledgerIndex })}
            </a>
          </p>
        )}
      </div>
    </li>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{children}</code>
      </dd>
    </div>
  );
}
