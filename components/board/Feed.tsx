import { useLocale, useTranslations } from 'next-intl';
import { zoneOf } from '@/components/map/zone-of';
import { ChangeMark } from '@/components/ui/ChangeMark';
import { clock, type Locale, rupiah } from '@/components/ui/format';
import { Icon } from '@/components/ui/icons';
import { SealLink } from '@/components/ui/SealLink';
import { SimulatedTag } from '@/components/ui/StateMark';
import { useStill } from '@/components/ui/use-still';
import type { PriceMap } from '@/lib/live/board';
import type { PriceUpdate } from '@/lib/live/events';

/** Prices as they arrive, with what was decided about each. */
export function Feed({
  updates: newest,
  map,
}: {
  readonly updates: readonly PriceUpdate[];
  readonly map: PriceMap;
}) {
  const t = useTranslations('feed');
  const locale = useLocale() as Locale;
  const { value: updates, hold } = useStill(newest);
  const names = new Map(map.markets.map((m) => [m.market_id, m.name]));
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {updates.length === 0 ? (
        <p className="muted">{t('waiting')}</p>
      ) : (
        <ul className="feed" {...hold}>
          {updates.map((u) => (
            <li key={u.seq} className={`feed-row lane-${u.lane}`}>
              <span className="feed-what">
                <span className="feed-market">{names.get(u.market_id) ?? u.market_id}</span>
                <span className="muted small">
                  {clock(Date.parse(u.observed_at), zoneOf(map, u.region_id), locale, true)} ·{' '}
                  {t('ledger', { seq: String(u.seq) })} {u.simulated ? <SimulatedTag /> : null}
                </span>
                <SealLink
                  index={u.observation ?? u.seq}
                  what={`${names.get(u.market_id) ?? u.market_id}, ${rupiah(u.price, locale)}`}
                />
              </span>
              <span className="feed-price">
                <span className="number">{rupiah(u.price, locale)}</span>
                {u.lane === 'accepted' ? (
                  u.price_change === null ? null : (
                    <ChangeMark ratio={u.price_change} words={false} />
                  )
                ) : (
                  <span className="lane">
                    <Icon name="shield" />
                    {t(u.lane)}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
