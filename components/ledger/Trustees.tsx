import { useTranslations } from 'next-intl';
import { type Locale, moment } from '@/components/ui/format';

interface Props {
  readonly book: {
    readonly origin: string;
    readonly keys: readonly string[];
    readonly rotations: number;
    readonly witnesses: readonly { readonly name: string; readonly cosignedAt: number | null }[];
  };
  readonly locale: Locale;
}

/** Who signs: the log's keys, and its witnesses with their state. */
export function Trustees({ book, locale }: Props) {
  const t = useTranslations('book.trustees');
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <h3>{t('keys')}</h3>
      {book.rotations === 0 ? null : (
        <p className="muted small">{t('rotations', { count: String(book.rotations) })}</p>
      )}
      <ul className="book-keys">
        {book.keys.map((vkey) => (
          <li key={vkey}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{vkey}</pre>
          </li>
        ))}
      </ul>
      <h3>{t('witnesses')}</h3>
      {book.witnesses.length === 0 ? (
        <p className="muted small">{t('none')}</p>
      ) : (
        <ul>
          {book.witnesses.map(({ name, cosignedAt }) => (
            <li key={name}>
              {name}:{' '}
              {cosignedAt === null
                ? t('silent')
                : t('cosigned', { time: moment(cosignedAt, 'Asia/Jakarta', locale) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
