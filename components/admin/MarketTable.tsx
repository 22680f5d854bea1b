import { useTranslations } from 'next-intl';
import { ago, dayFull, type Locale } from '@/components/ui/format';

interface Line {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly region: string;
  readonly origin: string;
  readonly priced: number;
  readonly newest: number | null;
  readonly devices: number;
  readonly closedOn: string | null;
  readonly closed: boolean;
}

interface Props {
  readonly lines: readonly Line[];
  readonly search: string;
  readonly chosen: number | null;
  readonly now: number;
  readonly locale: Locale;
}

const SHOWN = 200;
const DAY_MS = 86_400_000;

/** Markets with the state of their data, dense. */
export function MarketTable({ lines, search, chosen, now, locale }: Props) {
  const t = useTranslations('markets');
  if (lines.length === 0) return <p className="panel panel-empty muted">{t('nothing', { search })}</p>;
  const link = (code: string) =>
    `/portal/pasar?${new URLSearchParams({ ...(search ? { cari: search } : {}), kode: code })}#isian`;
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="panel table-scroll table-tall" aria-label={t('title')} tabIndex={0}>
        <table className="table table-folds">
          <caption className="hidden-visually">{t('title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('columns.name')}</th>
              <th scope="col" className="right">
                {t('columns.priced')}
              </th>
              <th scope="col">{t('columns.newest')}</th>
              <th scope="col" className="right">
                {t('columns.devices')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, SHOWN).map((m) => (
              <tr
                key={m.id}
                className={m.closed ? 'muted' : undefined}
                aria-current={m.id === chosen ? 'true' : undefined}
              >
                <th scope="row" className="wrap">
                  <a href={link(m.code)}>{m.name}</a>
                  <br />
                  <span className="muted small">
                    <span className="ident">{m.code}</span>
                    {m.origin === 'registered' ? null : ` · ${t(`origin.${m.origin}`)}`}
                    <br />
                    {m.city}
                    {m.city === m.region ? null : `, ${m.region}`}
                  </span>
                  {m.closedOn === null ? null : (
                    <>
                      <br />
                      <span className="mark-quiet">
                        {t(m.closed ? 'closing.since' : 'closing.from', {
                          day: dayFull(m.closedOn, locale),
                        })}
                      </span>
                    </>
                  )}
                </th>
                <td className="right number" data-label={t('columns.priced')}>
                  {m.priced}
                </td>
                <td
                  data-label={t('columns.newest')}
                  className={m.newest !== null && now - m.newest > DAY_MS ? 'muted' : undefined}
                >
                  {m.newest === null ? t('never') : ago(m.newest, now, locale)}
                </td>
                <td className="right number" data-label={t('columns.devices')}>
                  {m.devices}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {lines.length > SHOWN ? (
        <p className="muted small">{t('more', { shown: String(SHOWN), count: String(lines.length) })}</p>
      ) : null}
    </div>
  );
}
