import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Sparkline } from '@/components/charts/Sparkline';
import { ChangeMark } from '@/components/ui/ChangeMark';
import { FlashNumber } from '@/components/ui/FlashNumber';
import { type Locale, named, rupiah, unitName } from '@/components/ui/format';
import { SealLink } from '@/components/ui/SealLink';
import { SimulatedTag, StateMark } from '@/components/ui/StateMark';
import type { BoardCommodity } from '@/lib/live/board';
import { leadChange } from './news';
import { PERIODS } from './sort-board';

/** One commodity of the nation: price, change, a month's line, and what kind of figure it is. */
export function CommodityCard({
  commodity: c,
  at,
}: {
  readonly commodity: BoardCommodity;
  readonly at: string;
}) {
  const t = useTranslations('card');
  const locale = useLocale() as Locale;
  const lead = leadChange(c);
  return (
    <article className="card">
      <header className="card-head">
        <h3>
          <Link href={`/komoditas/${c.commodity}`} prefetch={false} className="card-link">
            {named(c, locale)}
          </Link>
        </h3>
        <span className="card-marks">
          {c.markets_simulated > 0 && c.state !== 'simulated' ? <SimulatedTag /> : null}
          <StateMark state={c.state} asOf={c.as_of} at={at} />
        </span>
      </header>
      {c.price === null ? (
        <p className="card-none muted">{t('none')}</p>
      ) : (
        <>
          <p className="card-price">
            <span>
              <FlashNumber text={rupiah(c.price, locale)} />
              <span className="muted card-unit"> / {unitName(c.unit, locale)}</span>
            </span>
            <SealLink commodity={c.commodity} what={named(c, locale)} />
          </p>
          <p className="card-change">
            {lead ? <ChangeMark ratio={lead.ratio} /> : <span className="muted">{t('noChange')}</span>}
            {lead ? <span className="muted"> {t(c.changes.week ? 'week' : 'day')}</span> : null}
          </p>
          <Sparkline commodity={c} />
          <PeriodRow commodity={c} />
          <ReferenceLine commodity={c} />
        </>
      )}
    </article>
  );
}

function PeriodRow({ commodity }: { readonly commodity: BoardCommodity }) {
  const t = useTranslations('card');
  return (
    <dl className="card-periods">
      {PERIODS.map((period) => {
        const change = commodity.changes[period];
        return (
          <div key={period}>
            <dt>{t(`short.${period}`)}</dt>
            <dd>
              {change ? (
                <ChangeMark ratio={change.ratio} words={false} />
              ) : (
                <>
                  <span aria-hidden="true">–</span>
                  <span className="hidden-visually">{t('noData')}</span>
                </>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function ReferenceLine({ commodity: c }: { readonly commodity: BoardCommodity }) {
  const t = useTranslations('card');
  const locale = useLocale() as Locale;
  if (!c.reference) return <p className="card-reference muted">{t('noReference')}</p>;
  const above = c.regions_above_reference;
  return (
    <p className={`card-reference ${above > 0 ? 'is-above' : 'muted'}`}>
      {t(above > 0 ? 'above' : 'within', {
        kind: c.reference.kind,
        price: rupiah(c.reference.high, locale),
        count: String(above),
      })}
    </p>
  );
}
