import { useTranslations } from 'next-intl';
import { decimal, type Locale, moment } from '@/components/ui/format';

interface Props {
  readonly checkpoints: readonly {
    readonly size: number;
    readonly root: string;
    readonly signedAt: number;
    readonly signatures: number;
  }[];
  readonly locale: Locale;
}

/** The newest signed states, largest first. */
export function Checkpoints({ checkpoints, locale }: Props) {
  const t = useTranslations('book.checkpoints');
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="muted small">{t('text')}</p>
      {checkpoints.length === 0 ? (
        <p className="panel-empty muted">{t('none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="table-scroll" aria-label={t('table')} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('time')}</th>
                <th scope="col" className="right">
                  {t('size')}
                </th>
                <th scope="col">{t('root')}</th>
                <th scope="col" className="right wide-only-cell">
                  {t('signatures')}
                </th>
              </tr>
            </thead>
            <tbody>
              {checkpoints.map(({ size, root, signedAt, signatures }) => (
                <tr key={size}>
                  <th scope="row">{moment(signedAt, 'Asia/Jakarta', locale, true)}</th>
                  <td className="right number">{decimal(size, 0, locale)}</td>
                  <td>
                    <code title={root}>{root.slice(0, 12)}…</code>
                  </td>
                  <td className="right number wide-only-cell">{signatures}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
