import '@/components/review/review.css';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/app/portal-actor';
import { ReviewDesk } from '@/components/review/ReviewDesk';
import { reviews } from '@/lib/auth/review-permissions';
import { getRuntime } from '@/lib/runtime';
import { readReviewQueue } from '@/lib/services/read-review-queue';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('review');
  return { title: t('title') };
}

/** The desk at which held prices are decided, one after the other. */
export default async function ReviewPage() {
  const [t, { actor }] = await Promise.all([getTranslations('review'), requireActor('see held prices')]);
  const runtime = getRuntime();
  const queue = await readReviewQueue(runtime, actor, { state: 'waiting', limit: 50 });
  const catalog = runtime.catalog();
  const decides = reviews(actor);
  const narrow = actor.marketId !== null || actor.regionId !== null;
  const own =
    actor.marketId !== null
      ? []
      : [...catalog.markets.values()].filter((m) => actor.regionId === null || m.regionId === actor.regionId);
  return (
    <main className="portal-main review-page" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      {decides ? null : (
        <p className="notice muted">{t(actor.marketId === null ? 'readOnly' : 'ofMarket')}</p>
      )}
      <ReviewDesk
        initial={queue}
        regions={narrow ? [] : [...catalog.regions.values()].map(({ id, name }) => ({ id, name }))}
        markets={own.map(({ code, name }) => ({ code, name }))}
        commodities={[...catalog.commodities.values()].map(({ code, nameId, nameEn }) => ({
          code,
          name_id: nameId,
          name_en: nameEn,
        }))}
        decides={decides}
      />
    </main>
  );
}
