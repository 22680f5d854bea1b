'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { AlertPanel } from '@/components/alerts/AlertPanel';
import { rangeSpan } from '@/components/charts/ranges';
import { fetchHistory, fetchMap, type HistoryQuery } from '@/components/live/fetch';
import { LinkNotice } from '@/components/live/LinkNotice';
import { useChosen } from '@/components/live/use-chosen';
import { clock, type Locale, named } from '@/components/ui/format';
import { Icon } from '@/components/ui/icons';
import { SimulatedBanner } from '@/components/ui/SimulatedBanner';
import type { OpenAlerts } from '@/lib/live/alert-news';
import type { Board, PriceHistory, PriceMap } from '@/lib/live/board';
import { BoardTools } from './BoardTools';
import { Cards } from './Cards';
import { CommodityNow } from './CommodityNow';
import { FamilyBasket } from './FamilyBasket';
import { NewsLine } from './NewsLine';
import { type Order, sortBoard } from './sort-board';
import { useBoard } from './use-board';

/** Everything about the commodity in the lower half of the page. */
export interface Focus {
  readonly map: PriceMap;
  readonly history: PriceHistory;
  readonly query: HistoryQuery;
}

interface Props {
  readonly initial: Board;
  readonly focus: Focus | null;
  readonly alerts: OpenAlerts;
  readonly today: string;
}

const ROWS = 10;
const ALERTS = 6;

/** The open board: today's news, a card per commodity, and one of them closer. */
export function BoardView({ initial, focus: first, alerts, today }: Props) {
  const t = useTranslations('board');
  const locale = useLocale() as Locale;
  const board = useBoard(initial);
  const [order, setOrder] = useState<Order>('matters');
  const [search, setSearch] = useState('');
  const closer = useChosen({ code: first?.map.commodity ?? '', shown: first }, (code) =>
    fetchFocus(code, today),
  );
  const { shown: focus, failed } = closer;
  const shown = sortBoard(board.commodities, order, search);
  const known = (code: string) => board.commodities.find((c) => c.commodity === code);
  const commodity = known(focus?.map.commodity ?? '');
  const nameOf = (code: string) => {
    const found = known(code);
    return found === undefined ? code : named(found, locale);
  };

  return (
    <main className="page" id="content">
      <LinkNotice />
      {board.simulated ? <SimulatedBanner /> : null}
      <NewsLine board={board} />
      <p className="news-base muted">
        {t('base', { time: clock(Date.parse(board.at), 'Asia/Jakarta', locale) })}{' '}
        {board.quarantined > 0 ? (
          <span className="quarantined">
            <Icon name="shield" />
            {t('quarantined', { count: String(board.quarantined) })}
          </span>
        ) : null}
      </p>
      <h2 className="hidden-visually">{t('cards')}</h2>
      <BoardTools
        search={search}
        order={order}
        found={shown.length}
        onSearch={setSearch}
        onOrder={setOrder}
      />
      {shown.length === 0 ? (
        <p className="notice muted">{search ? t('nothingFound', { search }) : t('empty')}</p>
      ) : (
        <Cards commodities={shown} at={board.at} />
      )}
      {focus && commodity ? (
        <section className="focus" aria-label={t('closer')}>
          <div className="focus-head">
            <h2>{t('closer')}</h2>
            <label className="field">
              <span>{t('choose')}</span>
              <select value={closer.code} onChange={(event) => closer.choose(event.target.value)}>
                {sortBoard(board.commodities, 'name', '').map((c) => (
                  <option key={c.commodity} value={c.commodity}>
                    {named(c, locale)}
                  </option>
                ))}
              </select>
            </label>
            {failed === null ? null : (
              <p role="alert" className="panel-failed">
                {t('failed')}{' '}
                <button type="button" className="link" onClick={() => closer.choose(failed)}>
                  {t('retry')}
                </button>
              </p>
            )}
          </div>
          <CommodityNow
            key={commodity.commodity}
            commodity={commodity}
            {...focus}
            today={today}
            rows={ROWS}
          />
        </section>
      ) : null}
      <div className="focus">
        <FamilyBasket commodities={board.commodities} />
        <AlertPanel initial={alerts} most={ALERTS} nameOf={nameOf} />
      </div>
    </main>
  );
}

async function fetchFocus(code: string, today: string): Promise<Focus> {
  const query: HistoryQuery = { commodity: code, ...rangeSpan(90, today) };
  const [map, history] = await Promise.all([fetchMap(code), fetchHistory(query)]);
  return { map, history, query };
}
