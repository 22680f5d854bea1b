'use client';

import { useLocale, useTranslations } from 'next-intl';
import { memo, useRef } from 'react';
import { prepareSpark, SPARK_HEIGHT, SPARK_WIDTH } from '@/components/charts/prepare-spark';
import { SparkMarks } from '@/components/charts/SparkMarks';
import { decimal, type Locale, rupiah } from '@/components/ui/format';
import { useItemChart } from './use-item-chart';
import { useOnline } from './use-online';

/** Thirty days of this market in a small line with impact dots, and the price as it is now. Needs a network. */
export const ItemChart = memo(function ItemChart({
  commodity,
  marketId,
}: {
  readonly commodity: string;
  readonly marketId: string;
}) {
  const t = useTranslations('field.chart');
  const locale = useLocale() as Locale;
  const online = useOnline();
  const box = useRef<HTMLDivElement>(null);
  const { points, now } = useItemChart(box, commodity, marketId, online);
  const { path, dots, end } = prepareSpark(points ?? [], null);
  const prices = (points ?? []).map((p) => p.price);
  return (
    <div className="field-chart" ref={box}>
      {end === null ? (
        <p className="muted small">{!online ? t('offline') : points === null ? null : t('none')}</p>
      ) : (
        <svg
          className="spark field-spark"
          viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
          role="img"
          aria-label={t('label', {
            low: rupiah(Math.min(...prices), locale),
            high: rupiah(Math.max(...prices), locale),
            dots: dots.length,
          })}
        >
          <SparkMarks path={path} dots={dots} end={end} />
        </svg>
      )}
      {now === null || !online ? null : (
        <p className="field-now small">
          <span className="muted">{t('now')}</span> <b className="number">{rupiah(now.price, locale)}</b>{' '}
          {now.impact === null ? null : (
            <span className="muted">{t('impact', { score: decimal(now.impact, 1, locale) })}</span>
          )}
        </p>
      )}
    </div>
  );
});
