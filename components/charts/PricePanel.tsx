'use client';

import { useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { HistoryQuery } from '@/components/live/fetch';
import { dayFull, dayShort, type Locale, rupiah, unitName } from '@/components/ui/format';
import { SimulatedTag } from '@/components/ui/StateMark';
import type { ImpactDot, PriceHistory, ReferencePrice } from '@/lib/live/board';
import { ChartTools } from './ChartTools';
import { chartPng, downloadBlob } from './download';
import { FactorBars } from './FactorBars';
import { historyCsv } from './history-csv';
import { type DrawnChart, PanelBody } from './PanelBody';
import { type PreparedChart, preparePriceChart } from './prepare-price-chart';
import { chartLink, RANGES, rangeOf, rangeSpan } from './ranges';
import { fileNameOf, sourceWords } from './taken-away';
import { useEvents } from './use-events';

interface Props {
  /** Name of what the line is of, e.g. `Cabai Rawit Merah`. */
  readonly name: string;
  /** Where: `Indonesia`, a province, a market. */
  readonly place: string;
  readonly history: PriceHistory;
  readonly query: HistoryQuery;
  readonly today: string;
  readonly reference: ReferencePrice | null;
  readonly busy: boolean;
  readonly failed: boolean;
  /** True where the page's address names what the chart shows, so that a reload and a link bring it back. */
  readonly addressed?: boolean;
  readonly onQuery: (query: HistoryQuery) => void;
}

/** One price line with everything that belongs to it: title, ranges, keyboard, table, files, link, causes. */
export function PricePanel(props: Props) {
  const { name, place, history, query, reference, addressed = false, onQuery } = props;
  const t = useTranslations('chart');
  const locale = useLocale() as Locale;
  const asked = useSearchParams();
  const [table, setTable] = useState(addressed && asked.get('view') === 'table');
  const [active, setActive] = useState<number | null>(null);
  const chartRef = useRef<DrawnChart | null>(null);
  const chart = useMemo(() => preparePriceChart(history, reference?.high ?? null), [history, reference]);
  const marks = useEvents(query, chart);
  const count = history.points.length;
  const address = chartLink(query, table);
  const addressSaid = useRef(address);
  useEffect(() => {
    if (!addressed || addressSaid.current === address) return;
    addressSaid.current = address;
    window.history.replaceState(null, '', address);
  }, [addressed, address]);
  useEffect(() => {
    setActive((old) => (old !== null && old >= count ? null : old));
  }, [count]);

  const title = t('title', { name, place });
  const subtitle = t('subtitle', {
    unit: unitName(history.unit, locale),
    from: dayShort(query.from, locale),
    to: dayShort(query.to, locale),
    interval: t(`interval.${history.interval}`),
  });
  const fileName = fileNameOf(history, query);
  const saveCsv = (prepared: PreparedChart) => {
    const address = new URL(chartLink(query, false), window.location.href).href;
    const csv = historyCsv(history, prepared, address, locale);
    downloadBlob(new Blob([csv], { type: 'text/csv;charset=utf-8' }), `${fileName}.csv`);
  };
  const savePng = async (simulated: boolean) => {
    const canvas = chartRef.current?.canvas;
    const source = t(sourceWords(simulated));
    if (canvas) downloadBlob(await chartPng(canvas, { title, subtitle, source }), `${fileName}.png`);
  };
  const picked = active === null ? null : (chart?.points[active]?.dot?.impact ?? null);
  const impact = picked ?? newestImpact(history);

  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <div>
          <h2>{title}</h2>
          <p className="muted small">
            {subtitle} {chart?.simulated ? <SimulatedTag /> : null}
          </p>
          <ClosedLine closedOn={history.closed_on} today={props.today} />
        </div>
        <RangeButtons query={query} today={props.today} onQuery={onQuery} />
      </header>
      {props.failed ? (
        <p className="panel-failed" role="alert">
          {t('failed')}
        </p>
      ) : null}
      {table ? null : (
        <noscript>
          <p className="small">
            <a href={chartLink(query, true)}>{t('withoutScript')}</a>
          </p>
        </noscript>
      )}
      <PanelBody
        title={title}
        subtitle={subtitle}
        history={history}
        chart={chart}
        marks={marks}
        reference={reference}
        table={table}
        busy={props.busy}
        active={active}
        onActive={setActive}
        chartRef={chartRef}
      />
      {chart ? <PanelNotes chart={chart} reference={reference} marked={marks.size > 0} /> : null}
      <ChartTools
        table={table}
        link={address}
        onTable={() => setTable(!table)}
        onCsv={chart ? () => saveCsv(chart) : null}
        onPng={chart && !table ? () => savePng(chart.simulated) : null}
      />
      {impact ? <FactorBars impact={impact} household={history.household} /> : null}
    </section>
  );
}

function ClosedLine({ closedOn, today }: { readonly closedOn: string | null; readonly today: string }) {
  const t = useTranslations('chart');
  const locale = useLocale() as Locale;
  if (closedOn === null) return null;
  return (
    <p>
      <strong>{t(closedOn > today ? 'closesOn' : 'closedSince', { day: dayFull(closedOn, locale) })}</strong>
    </p>
  );
}

function RangeButtons({ query, today, onQuery }: Pick<Props, 'query' | 'today' | 'onQuery'>) {
  const t = useTranslations('chart');
  const current = rangeOf(query, today);
  return (
    <fieldset className="segments">
      <legend className="hidden-visually">{t('range')}</legend>
      {RANGES.map((days) => (
        <button
          key={days}
          type="button"
          aria-pressed={current === days}
          onClick={() => onQuery({ ...query, ...rangeSpan(days, today) })}
        >
          {t(`ranges.${days}`)}
        </button>
      ))}
    </fieldset>
  );
}

function PanelNotes({
  chart,
  reference,
  marked,
}: { readonly chart: PreparedChart; readonly marked: boolean } & Pick<Props, 'reference'>) {
  const t = useTranslations('chart');
  const locale = useLocale() as Locale;
  return (
    <p className="panel-notes muted small">
      {chart.axis.min > 0 ? <span>{t('notZero')}</span> : null}
      {reference && reference.high <= chart.axis.max && reference.high >= chart.axis.min ? (
        <span className="key-reference">
          {t('reference', { kind: reference.kind, price: rupiah(reference.high, locale) })}
        </span>
      ) : null}
      {chart.points.some((p) => p.dot) ? <span className="key-impact">{t('dots')}</span> : null}
      {marked ? <span>{t('events')}</span> : null}
    </p>
  );
}

/** The weightiest of the newest day that has one. */
function newestImpact(history: PriceHistory): ImpactDot | null {
  const counted = history.impacts.filter((i) => i.lane !== 'quarantined');
  const newest =
    counted
      .map((i) => i.t.slice(0, 10))
      .sort()
      .at(-1) ?? '';
  const today = counted.filter((i) => i.t.startsWith(newest));
  return today.reduce<ImpactDot | null>((a, b) => (a && a.impact_score >= b.impact_score ? a : b), null);
}
