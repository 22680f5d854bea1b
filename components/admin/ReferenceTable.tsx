import { useTranslations } from 'next-intl';
import { dayShort, decimal, type Locale, unitName } from '@/components/ui/format';
import type { BaseUnit } from '@/lib/market/commodity';
import { EditForm } from './EditForm';
import { TextField } from './Fields';
import type { SaveAction } from './save-answer';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly unit: BaseUnit;
  readonly kind: string;
  readonly zone: number | null;
  readonly low: number | null;
  readonly high: number;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly regulation: string;
  readonly note: string | null;
}

interface Props {
  readonly rows: readonly Row[];
  /** ISO date. */
  readonly today: string;
  readonly locale: Locale;
  /** `null` for those who may not. */
  readonly end: SaveAction | null;
}

type State = 'now' | 'later' | 'over';

function stateOf(row: Row, today: string): State {
  if ((row.validFrom ?? '') > today) return 'later';
  return (row.validTo ?? '9999') < today ? 'over' : 'now';
}

/** Limits with their validity and regulation; nothing in it is ever overwritten. */
export function ReferenceTable({ rows, today, locale, end }: Props) {
  const t = useTranslations('limits');
  if (rows.length === 0) return <p className="panel panel-empty muted">{t('nothing')}</p>;
  const valid = (from: string | null, to: string | null) => {
    const days = { from: from && dayShort(from, locale), to: to && dayShort(to, locale) };
    if (days.from && days.to) return t('valid.between', { from: days.from, to: days.to });
    if (days.from) return t('valid.since', { from: days.from });
    return days.to ? t('valid.until', { to: days.to }) : t('valid.always');
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel table-scroll table-tall" aria-label={t('title')} tabIndex={0}>
      <table className="table table-folds">
        <caption className="hidden-visually">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('columns.commodity')}</th>
            <th scope="col" className="right">
              {t('columns.price')}
            </th>
            <th scope="col">{t('columns.valid')}</th>
            <th scope="col">{t('columns.regulation')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const state = stateOf(row, today);
            return (
              <tr key={row.id} className={state === 'over' ? 'muted' : undefined}>
                <th scope="row" className="wrap">
                  {row.name}
                  <br />
                  <span className="muted small">
                    {row.kind} · {row.zone === null ? t('everywhere') : t('zone', { zone: String(row.zone) })}
                  </span>
                </th>
                <td className="right number" data-label={t('columns.price')}>
                  {row.low === null ? '' : `${decimal(row.low, 0, locale)}–`}
                  {decimal(row.high, 0, locale)}
                  <span className="muted"> / {unitName(row.unit, locale)}</span>
                </td>
                <td data-label={t('columns.valid')}>
                  {valid(row.validFrom, row.validTo)}
                  <br />
                  <span className={state === 'now' ? 'mark-quiet mark-now' : 'mark-quiet'}>
                    {t(`state.${state}`)}
                  </span>
                </td>
                <td className="wrap" data-label={t('columns.regulation')}>
                  {row.regulation}
                  {row.note ? <span className="muted small"> · {row.note}</span> : null}
                  {end && state !== 'over' ? (
                    <details>
                      <summary>{t('end')}</summary>
                      <EditForm
                        action={end}
                        send={t('endSend')}
                        values={{ reference: String(row.id) }}
                        label={t('endOne', { name: row.name, regulation: row.regulation })}
                        quiet
                      >
                        <TextField name="validTo" label={t('lastDay')} type="date" required />
                      </EditForm>
                    </details>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
