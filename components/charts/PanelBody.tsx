'use client';

import type { Chart } from 'chart.js';
import dynamic from 'next/dynamic';
import { useLocale, useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import type { Locale } from '@/components/ui/format';
import { PanelSkeleton } from '@/components/ui/Skeleton';
import { useSeen } from '@/components/ui/use-seen';
import type { PriceHistory, ReferencePrice } from '@/lib/live/board';
import { ChartSlider } from './ChartSlider';
import { pointLines, pointTitle } from './describe-point';
import { HistoryTable } from './HistoryTable';
import type { EventMark } from './prepare-events';
import type { PreparedChart } from './prepare-price-chart';
import { usePalette } from './use-palette';
import { usePointWords } from './use-point-words';

const PriceChart = dynamic(() => import('./PriceChart'), { ssr: false, loading: ChartLoading });

export type DrawnChart = Chart<'line', { x: number; y: number | null }[], unknown>;

interface Props {
  readonly title: string;
  readonly subtitle: string;
  readonly history: PriceHistory;
  readonly chart: PreparedChart | null;
  /** What happened, by index of the point. */
  readonly marks: ReadonlyMap<number, EventMark>;
  readonly reference: ReferencePrice | null;
  readonly table: boolean;
  readonly busy: boolean;
  readonly active: number | null;
  readonly onActive: (index: number | null) => void;
  readonly chartRef: RefObject<DrawnChart | null>;
}

/** The line, its table, or the sentence that says why there is neither. */
export function PanelBody(props: Props) {
  const { title, subtitle, history, chart, marks, reference, table, busy, active, onActive, chartRef } =
    props;
  const t = useTranslations('chart');
  const locale = useLocale() as Locale;
  const words = usePointWords();
  const palette = usePalette();
  const [box, seen] = useSeen<HTMLDivElement>();
  const describe = (index: number) => {
    const p = chart?.points[index];
    return p ? [...pointLines(history, p, locale, words), ...(marks.get(index)?.lines ?? [])] : [];
  };
  const titleOf = (index: number) => {
    const p = chart?.points[index];
    return p ? pointTitle(history, p.point.t, locale, words) : '';
  };
  let content = <p className="panel-empty muted">{t('empty')}</p>;
  if (chart && table) {
    content = (
      <HistoryTable
        history={history}
        chart={chart}
        marks={marks}
        words={words}
        caption={`${title}. ${subtitle}`}
      />
    );
  } else if (chart) {
    content = (
      <ChartSlider
        label={title}
        count={chart.points.length}
        active={active}
        onActive={onActive}
        text={(index) => `${titleOf(index)}: ${describe(index).join('; ')}`}
      >
        {seen && palette ? (
          <PriceChart
            chart={chart}
            marks={marks}
            palette={palette}
            locale={locale}
            reference={reference ? { price: reference.high, label: reference.kind } : null}
            active={active}
            onPick={onActive}
            title={titleOf}
            lines={describe}
            chartRef={chartRef}
          />
        ) : (
          <ChartLoading />
        )}
      </ChartSlider>
    );
  }
  return (
    <div ref={box} className="panel-body" aria-busy={busy}>
      {content}
    </div>
  );
}

function ChartLoading() {
  const t = useTranslations('chart');
  return <PanelSkeleton label={t('loading')} />;
}
