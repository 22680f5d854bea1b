'use client';

import { useLocale, useTranslations } from 'next-intl';
import { ChangeMark } from '@/components/ui/ChangeMark';
import { dayFull, type Locale, moment, percent, rupiah, unitName } from '@/components/ui/format';
import { SealLink } from '@/components/ui/SealLink';
import { StateMark } from '@/components/ui/StateMark';
import type { MapMarket, MapRegion, PriceMap } from '@/lib/live/board';
import { zoneOf } from './zone-of';

/* React children of Leaflet popups: names from the data are text, never markup. */

export function RegionPopup({ region, map }: { readonly region: MapRegion; readonly map: PriceMap }) {
  const t = useTranslations('map');
  const locale = useLocale() as Locale;
  return (
    <div className="popup">
      <p className="popup-title">{region.name}</p>
      {region.price === null ? (
        <p>{t('noData')}</p>
      ) : (
        <>
          <p className="popup-price number">
            {rupiah(region.price, locale)} <span className="muted">/ {unitName(map.unit, locale)}</span>
          </p>
          {region.change_day === null ? null : (
            <p>
              <ChangeMark ratio={region.change_day} /> {t('sinceYesterday')}
            </p>
          )}
          {region.gap === null ? null : (
            <p>
              {t(region.gap > 0 ? 'aboveReference' : 'belowReference', { gap: percent(region.gap, locale) })}
            </p>
          )}
          <p className="muted">{t('meanOf', { count: String(region.markets) })}</p>
          <p>
            <SealLink commodity={map.commodity} region={region.region_id} what={region.name} />
          </p>
        </>
      )}
    </div>
  );
}

export function MarketPopup({ market, map }: { readonly market: MapMarket; readonly map: PriceMap }) {
  const t = useTranslations('map');
  const locale = useLocale() as Locale;
  return (
    <div className="popup">
      <p className="popup-title">{market.name}</p>
      <p className="muted">
        {market.city} · <span className="ident">{market.market_id}</span>
      </p>
      {market.closed_on === null ? null : <p>{t('closes', { day: dayFull(market.closed_on, locale) })}</p>}
      {market.price === null ? (
        <p>{t('noData')}</p>
      ) : (
        <>
          <p className="popup-price number">
            {rupiah(market.price, locale)} <span className="muted">/ {unitName(map.unit, locale)}</span>
          </p>
          <p>
            <StateMark state={market.state} asOf={market.observed_at} at={map.at} />
          </p>
          {market.change_day === null ? null : (
            <p>
              <ChangeMark ratio={market.change_day} /> {t('sinceYesterday')}
            </p>
          )}
          {market.impact_score === null ? null : (
            <p>{t('impactIs', { score: String(Math.round(market.impact_score)) })}</p>
          )}
          {market.observed_at === null ? null : (
            <p className="muted">
              {moment(Date.parse(market.observed_at), zoneOf(map, market.region_id), locale)}
            </p>
          )}
          {market.ledger_index === null ? null : (
            <p>
              <SealLink
                index={market.ledger_index}
                what={`${market.name}, ${rupiah(market.price, locale)}`}
              />
            </p>
          )}
        </>
      )}
    </div>
  );
}
