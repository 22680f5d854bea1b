'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { dayShort, decimal, type Locale, localDate, moment } from '@/components/ui/format';
import { Icon } from '@/components/ui/icons';
import { type GrowthPoint, HEIGHT, prepareGrowth, WIDTH } from './prepare-growth';

/** How the ledger grew, as a line or as a table. */
export function Growth({ points }: { readonly points: readonly GrowthPoint[] }) {
  const t = useTranslations('book.growth');
  const locale = useLocale() as Locale;
  const [table, setTable] = useState(false);
  const chart = prepareGrowth(points);
  const label =
    chart === null
      ? t('title')
      : t('label', {
          from: moment(chart.first.at, 'Asia/Jakarta', locale),
          to: moment(chart.last.at, 'Asia/Jakarta', locale),
          first: decimal(chart.first.size, 0, locale),
          last: decimal(chart.last.size, 0, locale),
        });
  return (
    <section className="panel" aria-label={t('title')}>
      <header className="panel-head">
        <div>
          <h2>{t('title')}</h2>
          <p className="muted small">{t('text')}</p>
        </div>
        <button type="button" className="button" onClick={() => setTable(!table)}>
          <Icon name={table ? 'chart' : 'table'} />
          {t(table ? 'asChart' : 'asTable')}
        </button>
      </header>
      {table ? <GrowthTable points={points} locale={locale} /> : null}
      {!table && chart === null ? <p className="panel-empty muted">{t('none')}</p> : null}
      {!table && chart !== null ? (
        <figure className="growth">
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
            {chart.grid.map(({ y, value }) => (
              <line key={value} x1="0" x2={WIDTH} y1={y} y2={y} className="growth-grid" />
            ))}
            <path d={chart.area} className="growth-area" />
            <path d={chart.line} className="growth-line" />
          </svg>
          {chart.grid.slice(1).map(({ y, value }) => (
            <span key={value} className="growth-value muted" style={{ top: `${y}px` }} aria-hidden="true">
              {decimal(value, 0, locale)}
            </span>
          ))}
          <figcaption className="growth-axis muted small" aria-hidden="true">
            <span>{dayOrMoment(chart.first, chart.last, chart.first.at, locale)}</span>
            <span>{dayOrMoment(chart.first, chart.last, chart.last.at, locale)}</span>
          </figcaption>
        </figure>
      ) : null}
    </section>
  );
}

const FEW_DAYS_MS = 3 * 86_400_000;

function dayOrMoment(first: GrowthPoint, last: GrowthPoint, at: number, locale: Locale): string {
  if (last.at - first.at < FEW_DAYS_MS) return moment(at, 'Asia/Jakarta', locale);
  return dayShort(localDate(at, 'Asia/Jakarta'), locale);
}

function GrowthTable({
  points,
  locale,
}: {
  readonly points: readonly GrowthPoint[];
  readonly locale: Locale;
}) {
  const t = useTranslations('book.growth');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={t('table')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            <th scope="col" className="right">
              {t('entries')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map(({ at, size }) => (
            <tr key={at}>
              <th scope="row">{moment(at, 'Asia/Jakarta', locale)}</th>
              <td className="right number">{decimal(size, 0, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
