'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { fetchEvents, type HistoryQuery } from '@/components/live/fetch';
import { dayShort, type Locale } from '@/components/ui/format';
import type { EventList } from '@/lib/live/board';
import { type EventMark, placeEvents } from './prepare-events';
import type { PreparedChart } from './prepare-price-chart';

const NOTHING: ReadonlyMap<number, EventMark> = new Map();

/** What happened where and while a chart's prices were; nothing while it is not known. */
export function useEvents(query: HistoryQuery, chart: PreparedChart | null): ReadonlyMap<number, EventMark> {
  const t = useTranslations('happening');
  const locale = useLocale() as Locale;
  const [list, setList] = useState<EventList | null>(null);
  const { commodity, region, market_id, from, to } = query;
  useEffect(() => {
    let wanted = true;
    const place = {
      ...(region === undefined ? {} : { region }),
      ...(market_id === undefined ? {} : { market_id }),
    };
    fetchEvents({ commodity, from, to, ...place }).then(
      (found) => wanted && setList(found),
      () => wanted && setList(null),
    );
    return () => {
      wanted = false;
    };
  }, [commodity, region, market_id, from, to]);
  return useMemo(() => {
    if (list === null || chart === null) return NOTHING;
    return placeEvents(
      chart.points.map(({ x }) => x),
      list,
      {
        event: (e) =>
          t(e.to === null ? 'lasting' : 'ended', {
            kind: t(`kind.${e.kind}`),
            place: e.place ?? t('nation'),
            text: (locale === 'en' ? e.text_en : null) ?? e.text_id,
            source: e.source,
            to: e.to === null ? '' : dayShort(e.to, locale),
          }),
        day: (name) => (t.has(`day.${name}`) ? t(`day.${name}`) : name),
      },
    );
  }, [list, chart, locale, t]);
}
