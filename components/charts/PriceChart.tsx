'use client';

import {
  Chart,
  type ChartData,
  type ChartOptions,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { type RefObject, useEffect, useMemo } from 'react';
import { Line } from 'react-chartjs-2';
import { dayShort, type Locale, monthYear, rupiahShort } from '@/components/ui/format';
import { isoDateOf, type TimeTick, timeTicks } from './axis';
import type { EventMark } from './prepare-events';
import type { PreparedChart } from './prepare-price-chart';
import type { Palette } from './use-palette';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);

type Spot = { x: number; y: number | null };
type PriceLine = Chart<'line', Spot[], unknown>;

interface Props {
  readonly chart: PreparedChart;
  /** What happened, by index of the point. */
  readonly marks: ReadonlyMap<number, EventMark>;
  readonly palette: Palette;
  readonly locale: Locale;
  readonly reference: { readonly price: number; readonly label: string } | null;
  /** Index of the point that the keyboard stands on. */
  readonly active: number | null;
  readonly onPick: (index: number) => void;
  readonly title: (index: number) => string;
  readonly lines: (index: number) => string[];
  readonly chartRef: RefObject<PriceLine | null>;
}

const POINTS = 1;

/** Draws what `preparePriceChart` decided, and decides nothing. */
export default function PriceChart(props: Props) {
  const { chart, marks, palette, locale, reference, active, chartRef } = props;
  const data = useMemo(() => datasets(chart, marks, palette, reference), [chart, marks, palette, reference]);
  const options = chartOptions(props, chart, palette, locale);

  useEffect(() => {
    const drawn = chartRef.current;
    if (!drawn) return;
    const elements = active === null ? [] : [{ datasetIndex: POINTS, index: active }];
    drawn.setActiveElements(elements);
    drawn.tooltip?.setActiveElements(elements, { x: 0, y: 0 });
    drawn.update('none');
  }, [active, chartRef]);

  return <Line ref={chartRef} data={data} options={options} aria-hidden="true" />;
}

/** The line with its gaps; every point (seen only where alone or weighty); the reference price. */
function datasets(
  chart: PreparedChart,
  marks: Props['marks'],
  palette: Palette,
  reference: Props['reference'],
): ChartData<'line', Spot[]> {
  const colour = (step: number | undefined) => palette.steps[(step ?? 1) - 1] ?? palette.series;
  return {
    datasets: [
      {
        data: [...chart.line],
        borderColor: palette.series,
        borderWidth: 2,
        pointRadius: 0,
        pointHitRadius: 0,
        tension: 0,
        order: 2,
      },
      {
        data: chart.points.map((p) => ({ x: p.x, y: p.dot?.y ?? p.point.price })),
        showLine: false,
        clip: 12,
        pointRadius: chart.points.map((p) => p.dot?.radius ?? (p.alone ? 2 : 0)),
        pointHoverRadius: chart.points.map((p) => (p.dot ? p.dot.radius + 2 : 4)),
        pointBackgroundColor: chart.points.map((p) => (p.dot ? colour(p.dot.step) : palette.series)),
        pointBorderColor: palette.ink,
        pointBorderWidth: 1,
        order: 1,
      },
      ...(reference && reference.price >= chart.axis.min && reference.price <= chart.axis.max
        ? [
            {
              data: [
                { x: chart.from, y: reference.price },
                { x: chart.to, y: reference.price },
              ],
              label: reference.label,
              borderColor: palette.warn,
              borderWidth: 1.5,
              borderDash: [6, 4],
              pointRadius: 0,
              pointHitRadius: 0,
              order: 3,
            },
          ]
        : []),
      {
        data: chart.points.flatMap((p, i) => (marks.get(i)?.begins ? [{ x: p.x, y: chart.axis.min }] : [])),
        showLine: false,
        clip: 12,
        pointStyle: 'triangle',
        pointRadius: 6,
        pointHitRadius: 0,
        pointHoverRadius: 6,
        pointBackgroundColor: palette.warn,
        pointBorderColor: palette.card,
        pointBorderWidth: 1,
        order: 0,
      },
    ],
  };
}

function chartOptions(
  props: Props,
  chart: PreparedChart,
  palette: Palette,
  locale: Locale,
): ChartOptions<'line'> {
  const ticksX = timeTicks(chart.from, chart.to, 6);
  const grains = new Map(ticksX.map((tick) => [tick.x, tick]));
  const font = { family: palette.font, size: 12 };
  return {
    maintainAspectRatio: false,
    animation: false,
    parsing: false,
    normalized: true,
    layout: { padding: { right: 12, top: 12 } },
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    onClick: (_event, elements) => {
      const index = elements.find((e) => e.datasetIndex === POINTS)?.index;
      if (index !== undefined) props.onPick(index);
    },
    scales: {
      x: {
        type: 'linear',
        min: chart.from,
        max: chart.to === chart.from ? chart.from + 86_400_000 : chart.to,
        grid: { display: false },
        border: { color: palette.line },
        afterBuildTicks: (axis) => {
          axis.ticks = ticksX.map(({ x }) => ({ value: x }));
        },
        ticks: {
          color: palette.muted,
          font,
          maxRotation: 0,
          autoSkipPadding: 16,
          callback: (value) => tickLabel(grains.get(Number(value)), locale),
        },
      },
      y: {
        min: chart.axis.min,
        max: chart.axis.max,
        grid: { color: palette.line, lineWidth: 1, drawTicks: false },
        border: { display: false },
        afterBuildTicks: (axis) => {
          axis.ticks = chart.axis.ticks.map((value) => ({ value }));
        },
        ticks: {
          color: palette.muted,
          font,
          padding: 8,
          callback: (value) => rupiahShort(Number(value), locale),
        },
      },
    },
    plugins: {
      tooltip: {
        displayColors: false,
        backgroundColor: palette.ink,
        titleColor: palette.card,
        bodyColor: palette.card,
        titleFont: font,
        bodyFont: font,
        padding: 10,
        cornerRadius: 8,
        filter: (item) => item.datasetIndex === POINTS,
        callbacks: {
          title: ([item]) => (item ? props.title(item.dataIndex) : ''),
          label: (item) => props.lines(item.dataIndex),
        },
      },
    },
  };
}

function tickLabel(tick: TimeTick | undefined, locale: Locale): string {
  if (!tick) return '';
  const iso = isoDateOf(tick.x);
  if (tick.grain === 'month') return monthYear(iso, locale);
  if (tick.grain === 'day') return dayShort(iso, locale, false);
  const hours = (new Date(tick.x).getUTCHours() + 7) % 24;
  return `${String(hours).padStart(2, '0')}${locale === 'id' ? '.' : ':'}00`;
}
