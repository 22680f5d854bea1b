import { useLocale, useTranslations } from 'next-intl';
import { decimal, type Locale, moment } from '@/components/ui/format';

interface Refusal {
  /** 0: the whole document. */
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly said: string;
  readonly message: string;
}

export interface FeedResult {
  readonly fault: { readonly code: string; readonly message: string } | null;
  readonly accepted: number;
  readonly refused: number;
  readonly rows: readonly Refusal[];
}

interface Props {
  /** ms since 1970. */
  readonly at: number | null;
  readonly result: FeedResult | null;
}

const ROWS = 10;

/** How reading a source went the last time, and what it says that cannot be taken. */
export function LastRun({ at, result }: Props) {
  const t = useTranslations('feeds');
  const address = useTranslations('admin.fault');
  const locale = useLocale() as Locale;
  if (at === null || result === null) return <p>{t('never')}</p>;
  const { fault, accepted, refused, rows } = result;
  const words = (code: string, message: string) => {
    if (t.has(`faults.${code}`)) return t(`faults.${code}`);
    return address.has(code) ? address(code) : message;
  };
  return (
    <>
      <p>
        {t('last', {
          time: moment(at, 'Asia/Jakarta', locale),
          accepted: decimal(accepted, 0, locale),
          refused: decimal(refused, 0, locale),
        })}
      </p>
      {fault === null ? null : <p className="form-fault">{words(fault.code, fault.message)}</p>}
      {rows.length === 0 ? null : (
        <details>
          <summary>{t('refusals')}</summary>
          <ul className="form-lines small">
            {rows.slice(0, ROWS).map((row) => (
              <li key={`${row.line}:${row.field}`}>
                <RefusalWords row={row} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function RefusalWords({ row: { line, field, code, said, message } }: { readonly row: Refusal }) {
  const t = useTranslations('feeds');
  const part = t.has(`parts.${field}`) ? t(`parts.${field}`) : field;
  const where = line === 0 ? t('lineDocument') : t('line', { line: String(line), field: part });
  if (!t.has(`rows.${code}`)) return `${where} ${message}`;
  return `${where} ${said === '' ? '' : `“${said}” `}${t(`rows.${code}`)}`;
}
