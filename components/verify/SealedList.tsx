'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { fetchMap } from '@/components/live/fetch';
import { zoneOf } from '@/components/map/zone-of';
import { type Locale, moment, rupiah } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import { SealLink } from '@/components/ui/SealLink';
import type { MapMarket, PriceMap } from '@/lib/live/board';
import type { TimeZone } from '@/lib/market/region';
import type { CommodityNames } from './Facts';

interface Props {
  readonly commodity: string;
  /** Number of a province; null: the whole country. */
  readonly region: string | null;
  readonly names: readonly CommodityNames[];
}

/** A text is repeated to the reader no longer than this. */
const MOST_SAID = 40;

/** The sealed prices that a mean is made of now: the last accepted one of every market. */
export function SealedList({ commodity, region, names }: Props) {
  const t = useTranslations('verify.list');
  const locale = useLocale() as Locale;
  const [map, setMap] = useState<PriceMap | 'failed' | null>(null);
  const known = names.some((n) => n.commodity === commodity);
  useEffect(() => {
    if (!known) return;
    let wanted = true;
    fetchMap(commodity).then(
      (found) => wanted && setMap(found),
      () => wanted && setMap('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [commodity, known]);
  const name = names.find((n) => n.commodity === commodity)?.name;
  if (name === undefined) {
    const said = commodity.slice(0, MOST_SAID);
    return <Notice title={t('unknownTitle', { said })} text={t('unknownText')} tone="warn" />;
  }
  if (map === 'failed') return <Notice title={t('failedTitle')} text={t('failedText')} tone="warn" />;
  if (map === null) return <p className="verify-busy muted">{t('busy')}</p>;
  const place = map.regions.find((r) => String(r.region_id) === region)?.name ?? t('nation');
  const markets = map.markets
    .filter((m) => m.price !== null && (region === null || String(m.region_id) === region))
    .sort((a, b) => (b.observed_at ?? '').localeCompare(a.observed_at ?? ''));
  const title = t('title', { name, place });
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted measure">{t('text', { count: String(markets.length) })}</p>
      {markets.length === 0 ? (
        <p className="panel-empty muted">{t('none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="table-scroll" aria-label={t('table')} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('market')}</th>
                <th scope="col" className="right">
                  {t('price')}
                </th>
                <th scope="col" className="wide-only-cell">
                  {t('time')}
                </th>
                <th scope="col">{t('proof')}</th>
              </tr>
            </thead>
            <tbody>
              {markets.map((m) => (
                <SealedRow key={m.market_id} market={m} zone={zoneOf(map, m.region_id)} locale={locale} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

interface RowProps {
  readonly market: MapMarket;
  readonly zone: TimeZone;
  readonly locale: Locale;
}

function SealedRow({ market: m, zone, locale }: RowProps) {
  const t = useTranslations('verify.list');
  const what = `${m.name}, ${rupiah(m.price ?? 0, locale)}`;
  const seen = m.observed_at === null ? null : moment(Date.parse(m.observed_at), zone, locale, true);
  return (
    <tr>
      <th scope="row">
        {m.name} <span className="muted">{m.city}</span>
        {seen === null ? null : <span className="narrow-line muted small">{seen}</span>}
      </th>
      <td className="right number">{rupiah(m.price ?? 0, locale)}</td>
      <td className="wide-only-cell">{seen ?? '–'}</td>
      <td>
        {m.ledger_index === null ? (
          <span className="muted">{t('imported')}</span>
        ) : (
          <SealLink index={m.ledger_index} what={what} />
        )}
      </td>
    </tr>
  );
}
