'use client';

import { useLocale, useTranslations } from 'next-intl';
import { dayShort, type Locale, rupiah, rupiahShort } from '@/components/ui/format';
import type { CaseCard } from '@/lib/live/review';
import { CHART, prepareCaseChart } from './prepare-case-chart';

/** The market's last thirty days and its province's, with the reported price as a diamond. */
export function CaseChart({ card }: { readonly card: CaseCard }) {
  const t = useTranslations('review.chart');
  const locale = useLocale() as Locale;
  const chart = prepareCaseChart(card);
  const { spot, corrected } = chart;
  const label = t('label', { market: card.market, price: rupiah(card.price, locale) });
  return (
    <figure className="case-chart">
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={label}>
        {chart.ticks.map(({ y, price }) => (
          <g key={price}>
            <line className="grid" x1={CHART.left} x2={CHART.width - CHART.right} y1={y} y2={y} />
            <text className="axis-text" x={CHART.left - 6} y={y + 4} textAnchor="end">
              {rupiahShort(price, locale)}
            </text>
          </g>
        ))}
        <text className="axis-text" x={CHART.left} y={CHART.height - 6}>
          {dayShort(chart.from, locale, false)}
        </text>
        <text className="axis-text" x={CHART.width - CHART.right} y={CHART.height - 6} textAnchor="end">
          {dayShort(chart.to, locale, false)}
        </text>
        <path className="line-region" d={chart.region} />
        <path className="line-own" d={chart.own} />
        <path className="spot" d={`M${spot.x} ${spot.y - 7}l7 7l-7 7l-7 -7z`} />
        {corrected ? <circle className="spot-corrected" cx={corrected.x} cy={corrected.y} r="5" /> : null}
      </svg>
      <figcaption className="small muted">
        <span className="key key-own" /> {t('own')} <span className="key key-region" />{' '}
        {t('region', { region: card.region })} <span aria-hidden="true">◆</span> {t('spot')}
      </figcaption>
    </figure>
  );
}
