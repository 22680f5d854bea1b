import { useLocale, useTranslations } from 'next-intl';
import { dayShort, decimal, type Locale, rupiah } from '@/components/ui/format';
import { SealLink } from '@/components/ui/SealLink';
import type { PriceHistory } from '@/lib/live/board';
import { type PointWords, pointTitle } from './describe-point';
import type { EventMark } from './prepare-events';
import type { ChartPoint, PreparedChart } from './prepare-price-chart';

interface Props {
  readonly history: PriceHistory;
  readonly chart: PreparedChart;
  /** What happened, by index of the point. */
  readonly marks: ReadonlyMap<number, EventMark>;
  readonly words: PointWords;
  readonly caption: string;
}

/** The chart as a table, newest first: the same points, gaps and dots. */
export function HistoryTable({ history, chart, marks, words, caption }: Props) {
  const t = useTranslations('chart');
  const locale = useLocale() as Locale;
  const newestFirst = chart.points
    .map(({ point, dot }, i) => ({ point, dot, happened: marks.get(i)?.lines.join('; ') ?? '–' }))
    .reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className="hidden-visually">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('columns.time')}</th>
            <th scope="col" className="right">
              {t('columns.price')}
            </th>
            <th scope="col" className="right">
              {t('columns.range')}
            </th>
            <th scope="col" className="right">
              {t(history.level === 'market' ? 'columns.reports' : 'columns.markets')}
            </th>
            <th scope="col">{t('columns.impact')}</th>
            {marks.size > 0 ? <th scope="col">{t('columns.events')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {newestFirst.map(({ point, dot, happened }) => (
            <tr key={point.t}>
              <th scope="row">{pointTitle(history, point.t, locale, words)}</th>
              <td className="right number">{rupiah(point.price, locale)}</td>
              <td className="right number">
                {point.min === point.max
                  ? '–'
                  : `${decimal(point.min, 0, locale)}–${decimal(point.max, 0, locale)}`}
              </td>
              <td className="right number">{decimal(point.n, 0, locale)}</td>
              <td>
                {dot
                  ? `${Math.round(dot.impact.impact_score)} · ${words.factor(dot.impact.dominant_factor)}`
                  : '–'}{' '}
                <PointSeal history={history} point={point} dot={dot} locale={locale} />
              </td>
              {marks.size > 0 ? <td>{happened}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface PointProps {
  readonly history: PriceHistory;
  readonly point: ChartPoint['point'];
  readonly dot: ChartPoint['dot'];
  readonly locale: Locale;
}

/** The weightiest price itself, else the entries of the day; a province's are not told apart by the ledger. */
function PointSeal({ history, point, dot, locale }: PointProps) {
  const { commodity, interval, level, area } = history;
  if (dot?.impact.seq != null)
    return <SealLink index={dot.impact.seq} what={rupiah(dot.impact.price, locale)} />;
  if (interval !== 'day' || level === 'region') return null;
  const market = level === 'market' ? { market: area } : {};
  return <SealLink commodity={commodity} day={point.t} {...market} what={dayShort(point.t, locale)} />;
}
