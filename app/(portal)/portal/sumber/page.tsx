import '@/components/admin/admin.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { asked, commodityName, regionChoices } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { FeedForm } from '@/components/feeds/FeedForm';
import { FeedList } from '@/components/feeds/FeedList';
import { isLocale } from '@/components/ui/format';
import { covers, may } from '@/lib/auth/may';
import { getRuntime } from '@/lib/runtime';
import { listFeeds } from '@/lib/services/list-feeds';
import { shownAddress } from '@/lib/services/save-feed';
import { keepFeed } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('feeds'))('title') };
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** The price sources outside of the platform: where they are read, what came, and how far they lie from us. */
export default async function FeedsPage({ searchParams }: Props) {
  const { actor } = await requireActor('see master data');
  const [t, said, query] = [await getTranslations('feeds'), await getLocale(), await searchParams];
  const locale = isLocale(said) ? said : 'id';
  const feeds = await listFeeds(getRuntime());
  const mayChange = may(actor, 'change master data') && covers(actor, {});
  const chosen = feeds.find((feed) => feed.name === asked(query, 'nama')) ?? null;
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      <FeedList
        feeds={feeds.map((feed) => ({
          name: feed.name,
          address: shownAddress(feed.address),
          everyHours: feed.everyHours,
          enabled: feed.enabled,
          lastAt: feed.lastAt,
          result: feed.lastResult,
          bias: feed.bias.map((b) => ({
            name: commodityName(codeOf(b.commodityId), locale),
            gap: Math.expm1(b.gap),
            count: b.count,
            cause: b.cause,
          })),
        }))}
        mayChange={mayChange}
      />
      {mayChange ? (
        <FeedForm
          key={chosen?.name ?? 'new'}
          feed={chosen === null ? null : { ...chosen, mapping: chosen.mapping }}
          regions={regionChoices()}
          keep={keepFeed}
        />
      ) : null}
    </main>
  );
}

function codeOf(commodityId: number): string {
  return getRuntime().catalog().commodities.get(commodityId)?.code ?? '';
}
