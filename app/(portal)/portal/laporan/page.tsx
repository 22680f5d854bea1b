import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { requireActor } from '@/app/portal-actor';
import { OwnAppeal } from '@/components/review/OwnAppeal';
import { decimal, isLocale, type Locale, moment, named, rupiah, unitName } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import { getRuntime } from '@/lib/runtime';
import { type OwnPhone, type OwnReport, readOwnReports } from '@/lib/services/read-own-reports';
import { appealOwn } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('ownReports');
  return { title: t('title') };
}

/** The own phones, how far their reports stood and what to do about it, and what became of the last prices. */
export default async function OwnReportsPage() {
  const { actor } = await requireActor('report prices');
  const runtime = getRuntime();
  const [t, said, { phones, prices }] = await Promise.all([
    getTranslations('ownReports'),
    getLocale(),
    readOwnReports(runtime, actor),
  ]);
  const locale = isLocale(said) ? said : 'id';
  const { markets, commodities, regions } = runtime.catalog();
  const zoneOf = (marketId: number) =>
    regions.get(markets.get(marketId)?.regionId ?? 0)?.timeZone ?? 'Asia/Jakarta';
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      {phones.length === 0 ? <Notice title={t('noPhone')} text={t('noPhoneWhy')} /> : null}
      {phones.map(({ deviceId, marketId, since, reliability }) => (
        <section key={deviceId} className="panel stack">
          <h2>{deviceId}</h2>
          <p className="small muted">
            {t('since', {
              market: markets.get(marketId)?.name ?? '',
              time: moment(since, zoneOf(marketId), locale),
            })}
          </p>
          <Stood reliability={reliability} locale={locale} />
          <p>
            <strong>{reliability.advice[locale]}</strong>
          </p>
          {reliability.habits.length === 0 ? null : (
            <>
              <h3>{t('habits')}</h3>
              <p className="small muted">{t('habitsWhy')}</p>
              <ul className="bullets">
                {reliability.habits.map((habit) => (
                  <li key={habit.en}>{habit[locale]}</li>
                ))}
              </ul>
            </>
          )}
        </section>
      ))}
      {prices.length === 0 ? null : (
        <section className="panel stack">
          <h2>{t('prices')}</h2>
          <ul className="lines">
            {prices.map((price) => {
              const item = commodities.get(price.commodityId);
              return (
                <li key={price.id} className="line">
                  <div>
                    <p className="line-name">
                      {item === undefined
                        ? ''
                        : named({ name_id: item.nameId, name_en: item.nameEn }, locale)}{' '}
                      <span className="number">{rupiah(price.price, locale)}</span>
                      {item === undefined ? '' : ` / ${unitName(item.unit, locale)}`}
                    </p>
                    <p className="muted small">
                      {markets.get(price.marketId)?.name} ·{' '}
                      {moment(price.observedAt, zoneOf(price.marketId), locale)}
                    </p>
                  </div>
                  <div className="line-side">
                    <p className="small">{t(`lanes.${price.lane}`)}</p>
                    <Decided report={price} locale={locale} />
                    <p className="small">
                      <a className="lone-link" href={`/verify?i=${price.id}`}>
                        {t('proof', { index: String(price.id) })}
                      </a>
                    </p>
                  </div>
                  {price.mayAppeal ? (
                    <OwnAppeal
                      price={price.id}
                      label={t('appeal.label', { index: String(price.id) })}
                      appeal={appealOwn}
                    />
                  ) : null}
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </main>
  );
}

/** What people decided about it, why, and where it stands since. */
async function Decided({ report, locale }: { readonly report: OwnReport; readonly locale: Locale }) {
  const [t, review] = await Promise.all([getTranslations('ownReports'), getTranslations('review')]);
  const { decided, state } = report;
  if (decided === null) return state === 'asked' ? <p className="small">{t('asked')}</p> : null;
  const reason = review(`reason.${decided.reason}`);
  const price = decided.correctedPrice === null ? '' : rupiah(decided.correctedPrice, locale);
  return (
    <>
      <p className="small">
        {price === ''
          ? t('decided', { act: review(`act.${decided.act}`), reason })
          : t('decidedPrice', { act: review(`act.${decided.act}`), price, reason })}
      </p>
      {state === 'appealed' ? <p className="small">{t('appealed')}</p> : null}
    </>
  );
}

/** The figure, with what it rests on; without anything decided yet there is none. */
async function Stood({
  reliability: r,
  locale,
}: {
  readonly reliability: OwnPhone['reliability'];
  readonly locale: Locale;
}) {
  const t = await getTranslations('ownReports');
  if (r.upheld_days + r.overturned_days === 0) return <p className="small muted">{t('undecided')}</p>;
  return (
    <>
      <meter min={0} max={1} low={0.8} high={0.93} optimum={1} value={r.reliability}>
        {r.reliability}
      </meter>
      <p>
        {t('stood', {
          share: decimal(100 * r.reliability, 0, locale),
          low: decimal(100 * r.low, 0, locale),
          high: decimal(100 * r.high, 0, locale),
        })}
      </p>
      <p className="small muted">
        {t('days', {
          upheld: decimal(r.upheld_days, 1, locale),
          overturned: decimal(r.overturned_days, 1, locale),
        })}
      </p>
    </>
  );
}
