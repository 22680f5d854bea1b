import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { direction } from '@/components/ui/ChangeMark';
import { dayShort, type Locale, localDate, named, percent, weekday } from '@/components/ui/format';
import type { Board } from '@/lib/live/board';
import { isoToDay } from '@/lib/market/calendar';
import { todaysNews } from './news';

/** Today's news in one sentence, and under it what the figures stand on. */
export function NewsLine({ board }: { readonly board: Board }) {
  const t = useTranslations('news');
  const locale = useLocale() as Locale;
  const news = todaysNews(board);
  if (news.kind === 'none') return <h1 className="news">{t('none')}</h1>;
  const since = (iso: string) => {
    const age = isoToDay(localDate(Date.parse(board.at), 'Asia/Jakarta')) - isoToDay(iso);
    return age < 7 ? weekday(iso, locale) : `${weekday(iso, locale)} ${dayShort(iso, locale, false)}`;
  };
  if (news.kind === 'calm') return <h1 className="news">{t('calm', { since: since(news.since) })}</h1>;
  const { commodity, change } = news;
  const way = direction(change.ratio) === 'down' ? 'down' : 'up';
  return (
    <h1 className="news">
      <Link href={`/komoditas/${commodity.commodity}`} prefetch={false}>
        {named(commodity, locale)}
      </Link>{' '}
      <span className={`news-${way}`}>{t(way, { size: percent(change.ratio, locale) })}</span>{' '}
      {t('since', { since: since(change.since) })}
      {commodity.regions_above_reference > 0 && commodity.reference
        ? t('above', {
            count: String(commodity.regions_above_reference),
            kind: commodity.reference.kind,
          })
        : '.'}
    </h1>
  );
}
