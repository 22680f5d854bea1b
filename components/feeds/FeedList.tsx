import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { decimal, type Locale, signedPercent } from '@/components/ui/format';
import { type FeedResult, LastRun } from './LastRun';

interface Bias {
  readonly name: string;
  /** Relative, 0.05: the source is 5 % above ours. */
  readonly gap: number;
  readonly count: number;
  readonly cause: string;
}

interface FeedLine {
  readonly name: string;
  readonly address: string;
  readonly everyHours: number;
  readonly enabled: boolean;
  readonly lastAt: number | null;
  readonly result: FeedResult | null;
  readonly bias: readonly Bias[];
}

/** Every source with its last run and how far it lies from us. */
export function FeedList({
  feeds,
  mayChange,
}: {
  readonly feeds: readonly FeedLine[];
  readonly mayChange: boolean;
}) {
  const t = useTranslations('feeds');
  if (feeds.length === 0) return <p className="panel panel-empty muted">{t('none')}</p>;
  return feeds.map((feed) => (
    <section className="panel" key={feed.name} aria-label={feed.name}>
      <header className="panel-head">
        <h2>{feed.name}</h2>
        {mayChange ? (
          <Link
            className="button"
            href={`/portal/sumber?${new URLSearchParams({ nama: feed.name })}#isian`}
            prefetch={false}
          >
            {t('edit')}
          </Link>
        ) : null}
      </header>
      <p className="muted small">
        <code>{feed.address}</code> ·{' '}
        {feed.enabled ? t('every', { hours: String(feed.everyHours) }) : t('stopped')}
      </p>
      <LastRun at={feed.lastAt} result={feed.result} />
      <BiasTable bias={feed.bias} name={feed.name} />
    </section>
  ));
}

function BiasTable({ bias, name }: { readonly bias: readonly Bias[]; readonly name: string }) {
  const t = useTranslations('feeds');
  const locale = useLocale() as Locale;
  if (bias.length === 0) return <p className="muted small">{t('noBias')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={t('bias', { name })} tabIndex={0}>
      <table className="table">
        <caption className="hidden-visually">{t('bias', { name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('commodity')}</th>
            <th scope="col" className="right">
              {t('gap')}
            </th>
            <th scope="col" className="right">
              {t('compared')}
            </th>
            <th scope="col">{t('cause')}</th>
          </tr>
        </thead>
        <tbody>
          {bias.map((b) => (
            <tr key={b.name}>
              <th scope="row">{b.name}</th>
              <td className="right number">{signedPercent(b.gap, locale)}</td>
              <td className="right number">{decimal(b.count, 0, locale)}</td>
              <td>{t(`causes.${b.cause}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
