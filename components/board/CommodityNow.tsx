'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { PricePanel } from '@/components/charts/PricePanel';
import { useAddressedChart } from '@/components/charts/use-addressed-chart';
import type { HistoryQuery } from '@/components/live/fetch';
import { MapPanel } from '@/components/map/MapPanel';
import { MapTable } from '@/components/map/MapTable';
import { type Measure, tellingMeasure } from '@/components/map/measures';
import { type Locale, named } from '@/components/ui/format';
import { Icon } from '@/components/ui/icons';
import type { BoardCommodity, PriceHistory, PriceMap } from '@/lib/live/board';
import { Feed } from './Feed';
import { useCommodityLive } from './use-commodity-live';

interface Props {
  readonly commodity: BoardCommodity;
  readonly map: PriceMap;
  readonly history: PriceHistory;
  readonly query: HistoryQuery;
  readonly today: string;
  /** As the chart has it. */
  readonly addressed?: boolean;
  /** A market or province that the page's link names and nobody knows. */
  readonly lostPlace?: string | null;
  /** Rows of the list of provinces. */
  readonly rows: number;
}

const SHOWN = ['change', 'gap', 'level'] as const;

/** One commodity now: its line, where it hurts on map and list, and what comes in. */
export function CommodityNow(props: Props) {
  const { commodity, today, rows, addressed = false, lostPlace = null } = props;
  const t = useTranslations('now');
  const m = useTranslations('map');
  const locale = useLocale() as Locale;
  const live = useCommodityLive(props.map, props.history, props.query);
  useAddressedChart({ query: props.query, today, lostPlace, addressed, ask: live.ask });
  const [measure, setMeasure] = useState<Measure>(() => tellingMeasure(props.map));
  const name = named(commodity, locale);
  const caption = m('caption', { name, measure: m(`measures.${measure}`) });
  const link = `/dashboard/map/?${new URLSearchParams({ commodity: commodity.commodity, measure })}`;
  return (
    <>
      <PricePanel
        name={name}
        place={placeName(live.history, live.map, t('nation'))}
        history={live.history}
        query={live.query}
        today={today}
        reference={live.history.level === 'nation' ? commodity.reference : null}
        busy={live.busy}
        failed={live.failed}
        addressed={addressed}
        onQuery={live.ask}
      />
      <section className="panel" aria-label={t('where')}>
        <header className="panel-head">
          <h2>{t('where')}</h2>
          <fieldset className="segments">
            <legend className="hidden-visually">{m('measure')}</legend>
            {SHOWN.map((option) => (
              <button
                key={option}
                type="button"
                aria-pressed={measure === option}
                onClick={() => setMeasure(option)}
              >
                {m(`short.${option}`)}
              </button>
            ))}
          </fieldset>
        </header>
        <div className="where">
          <MapPanel map={live.map} measure={measure} layer="regions" />
          <div>
            <MapTable map={live.map} measure={measure} most={rows} caption={caption} />
          </div>
        </div>
        <p className="panel-more">
          <Link className="button" href={link} prefetch={false}>
            <Icon name="map" />
            {t('wholeMap')}
          </Link>
        </p>
      </section>
      <Feed updates={live.feed} map={live.map} />
    </>
  );
}

function placeName(history: PriceHistory, map: PriceMap, nation: string): string {
  if (history.level === 'nation') return nation;
  if (history.level === 'region') {
    return history.area;
  }
  return map.markets.find((m) => m.market_id === history.area)?.name ?? history.area;
}
