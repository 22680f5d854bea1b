import { useLocale, useTranslations } from 'next-intl';
import { decimal, type Locale, rupiah } from '@/components/ui/format';
import type { PriceHistory } from '@/lib/live/board';
import { type PointWords, pointTitle } from './describe-point';
import type { PreparedChart } from './prepare-price-chart';

interface Props {
  readonly history: PriceHistory;
  readonly chart: PreparedChart;
  readonly words: PointWords;
  readonly caption: string;
}

/** The chart as a table, newest first: the same points, gaps and dots. */
export function HistoryTable({ history, chart, words, caption }: Props) {
  const t = useTranslations('chart');
  const locale = useLocale() as Locale;
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
          </tr>
        </thead>
        <tbody>
          {[...chart.points].reverse().map(({ point, dot }) => (
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
                  : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
