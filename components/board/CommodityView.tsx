'use client';

import { useLocale, useTranslations } from 'next-intl';
import { AlertPanel } from '@/components/alerts/AlertPanel';
import { ForecastPanel } from '@/components/forecast/ForecastPanel';
import { LinkNotice } from '@/components/live/LinkNotice';
import { ChangeMark } from '@/components/ui/ChangeMark';
import { FlashNumber } from '@/components/ui/FlashNumber';
import { dayShort, type Locale, moment, named, rupiah, unitName } from '@/components/ui/format';
import { SealLink } from '@/components/ui/SealLink';
import { SimulatedBanner } from '@/components/ui/SimulatedBanner';
import { StateMark } from '@/components/ui/StateMark';
import type { OpenAlerts } from '@/lib/live/alert-news';
import type { Board, BoardCommodity } from '@/lib/live/board';
import type { ForecastAnswer } from '@/lib/live/outlook';
import type { MacroValue } from '@/lib/market/macro';
import type { Focus } from './BoardView';
import { CommodityNow } from './CommodityNow';
import { EconomyPanel } from './EconomyPanel';
import { PERIODS } from './sort-board';
import { useBoard } from './use-board';

interface Props extends Focus {
  /** The board with this commodity alone. */
  readonly board: Board;
  readonly alerts: OpenAlerts;
  /** `null` where there is nothing to forecast from. */
  readonly forecast: ForecastAnswer | null;
  /** In the order of MACRO_KINDS. */
  readonly macro: readonly (MacroValue | null)[];
  readonly today: string;
  /** A market or province that the page's link names and nobody knows. */
  readonly lostPlace: string | null;
}

const ALL_PROVINCES = 38;
const ALERTS = 5;

/** One commodity's own page. */
export function CommodityView({ board: initial, alerts, forecast, macro, lostPlace, ...rest }: Props) {
  const t = useTranslations('chart');
  const locale = useLocale() as Locale;
  const code = rest.map.commodity;
  const board = useBoard(initial);
  const commodity = board.commodities.find((c) => c.commodity === code);
  if (!commodity) return null;
  return (
    <main className="page" id="content">
      <LinkNotice />
      {commodity.markets_simulated > 0 ? <SimulatedBanner /> : null}
      {lostPlace === null ? null : (
        <p className="link-notice" role="status">
          {t('lostPlace', { said: lostPlace })}
        </p>
      )}
      <CommodityHead commodity={commodity} at={board.at} />
      <div className="focus">
        <CommodityNow {...rest} lostPlace={lostPlace} commodity={commodity} rows={ALL_PROVINCES} addressed />
        {forecast === null ? null : <ForecastPanel seen={commodity.spark} forecast={forecast} />}
        <AlertPanel initial={alerts} commodity={code} most={ALERTS} nameOf={() => named(commodity, locale)} />
        <EconomyPanel values={macro} />
        <Evidence commodity={commodity} />
      </div>
    </main>
  );
}

function CommodityHead({ commodity: c, at }: { readonly commodity: BoardCommodity; readonly at: string }) {
  const t = useTranslations('card');
  const locale = useLocale() as Locale;
  return (
    <header className="commodity-head">
      <h1 className="page-title">{named(c, locale)}</h1>
      {c.price === null ? (
        <p className="muted">{t('none')}</p>
      ) : (
        <p className="commodity-price">
          <FlashNumber text={rupiah(c.price, locale)} />
          <span className="muted"> / {unitName(c.unit, locale)}</span>{' '}
          <StateMark state={c.state} asOf={c.as_of} at={at} />
        </p>
      )}
      <dl className="commodity-changes">
        {PERIODS.map((period) => {
          const change = c.changes[period];
          return (
            <div key={period}>
              <dt className="muted">{t(`long.${period}`)}</dt>
              <dd>
                {change ? <ChangeMark ratio={change.ratio} /> : <span className="muted">{t('noData')}</span>}
                {change ? (
                  <span className="muted small">
                    {t('against', {
                      price: rupiah(change.from, locale),
                      day: dayShort(change.since, locale),
                      markets: String(change.markets),
                    })}
                  </span>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
    </header>
  );
}

function Evidence({ commodity: c }: { readonly commodity: BoardCommodity }) {
  const t = useTranslations('grounds');
  const locale = useLocale() as Locale;
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('basis')}</dt>
          <dd>{t('markets', { count: String(c.markets), simulated: String(c.markets_simulated) })}</dd>
        </div>
        <div>
          <dt>{t('newest')}</dt>
          <dd>{c.as_of === null ? '–' : moment(Date.parse(c.as_of), 'Asia/Jakarta', locale)}</dd>
        </div>
        <div>
          <dt>{t('reference')}</dt>
          <dd>
            {c.reference
              ? t('referenceIs', {
                  kind: c.reference.kind,
                  price: rupiah(c.reference.high, locale),
                  regulation: c.reference.regulation,
                })
              : t('noReference')}
          </dd>
        </div>
      </dl>
      <p className="small evidence-links">
        <SealLink commodity={c.commodity} what={named(c, locale)} />
        <a href="/metode">{t('method')}</a>
      </p>
    </section>
  );
}
