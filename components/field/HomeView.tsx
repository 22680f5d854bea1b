'use client';

import { useLocale, useTranslations } from 'next-intl';
import { dayLong, type Locale, localDate, named, rupiah, unitName } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import { hasClosed } from '@/lib/market/closing';
import { AdviceLine } from './AdviceLine';
import { AskedAgain } from './AskedAgain';
import { ClosedMarket } from './ClosedMarket';
import type { FieldState } from './core/follow-kept';
import type { Enrolment } from './core/kept';
import { countStates } from './core/records';
import { nextOpen, typedToday } from './core/round';
import { toldTo } from './core/told';
import { DecisionsLine } from './DecisionsLine';
import { go, goEntry } from './use-view';

/** The market, what is done of today's round, and one button to go on. */
export function HomeView({
  state,
  enrolment,
}: {
  readonly state: FieldState;
  readonly enrolment: Enrolment;
}) {
  const t = useTranslations('field.home');
  const words = useTranslations('field');
  const locale = useLocale() as Locale;
  const { round, records } = state;
  if (round === null) {
    return (
      <div className="field-page">
        <h1 className="field-title">{enrolment.marketId}</h1>
        <Notice title={t('noRound')} text={t('noRoundWhy')} />
      </div>
    );
  }
  const now = Date.now() + (state.clock?.offset ?? 0);
  const zone = round.market.time_zone;
  const done = typedToday(records, now, zone);
  const closedOn = round.market.closed_on ?? null;
  const closed = hasClosed(closedOn, zone, now);
  const next = closed ? null : nextOpen(round, done);
  const drafts = countStates(records).draft;
  const of = t('progress', { done: done.size, all: round.commodities.length });
  return (
    <div className="field-page">
      <h1 className="field-title">{round.market.name}</h1>
      <p className="muted">
        {round.market.city}, {round.market.region} · {dayLong(localDate(now, zone), locale)}
      </p>
      {closed && closedOn !== null ? <ClosedMarket closedOn={closedOn} /> : null}
      <AskedAgain state={state} />
      <p className="field-progress">{of}</p>
      <progress className="field-meter" max={round.commodities.length} value={done.size} aria-label={of} />
      {next === null ? null : (
        <button type="button" className="field-main" onClick={() => goEntry(next.commodity)}>
          {t(done.size === 0 ? 'start' : done.has(next.commodity) ? 'again' : 'goOn')}
        </button>
      )}
      {drafts === 0 ? null : (
        <button type="button" className="field-second field-second-strong" onClick={() => go('review')}>
          {t('review', { count: drafts })}
        </button>
      )}
      <DecisionsLine
        held={toldTo(state.decisions, enrolment)}
        appeals={state.appeals}
        deviceId={enrolment.deviceId}
      />
      <AdviceLine held={toldTo(state.advice, enrolment)} />
      <h2 className="field-subtitle">{t('items')}</h2>
      <ul className="field-items">
        {round.commodities.map((item) => {
          const record = done.get(item.commodity);
          return (
            <li key={item.commodity}>
              <a className="field-item" href={`#/entry/${item.commodity}`}>
                <span className="field-item-name">{named(item, locale)}</span>
                <span className="field-item-price number">
                  {record === undefined
                    ? item.last === null
                      ? '–'
                      : rupiah(item.last.price, locale)
                    : rupiah(record.price, locale)}
                </span>
                <span className="field-item-state muted">
                  {t('perUnit', { unit: unitName(item.unit, locale) })}
                </span>
                <span className={`field-item-state field-mark-${record?.state ?? 'none'}`}>
                  {record === undefined
                    ? t(item.last === null ? 'noLast' : 'last')
                    : words(`states.${record.state}`)}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
