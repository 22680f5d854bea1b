import { useLocale, useTranslations } from 'next-intl';
import { type Locale, rupiah } from '@/components/ui/format';
import type { BoardCommodity } from '@/lib/live/board';
import { prepareSpark, SPARK_HEIGHT, SPARK_WIDTH } from './prepare-spark';
import { SparkMarks } from './SparkMarks';

/** Thirty days in a small line, with the days that mattered as dots. */
export function Sparkline({ commodity }: { readonly commodity: BoardCommodity }) {
  const t = useTranslations('spark');
  const locale = useLocale() as Locale;
  const { path, dots, end, reference } = prepareSpark(commodity.spark, commodity.reference?.high ?? null);
  if (end === null) return <p className="spark-none muted">{t('none')}</p>;
  const prices = commodity.spark.map((p) => p.price);
  const label = t('label', {
    low: rupiah(Math.min(...prices), locale),
    high: rupiah(Math.max(...prices), locale),
    dots: String(dots.length),
  });
  return (
    <svg
      className={`spark spark-${commodity.state}`}
      viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {reference === null ? null : (
        <line className="spark-reference" x1="0" x2={SPARK_WIDTH} y1={reference} y2={reference} />
      )}
      <SparkMarks path={path} dots={dots} end={end} />
    </svg>
  );
}
