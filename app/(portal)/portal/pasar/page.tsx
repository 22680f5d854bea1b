import '@/components/admin/admin.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { asked, commodityChoices } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { MarketPanel } from '@/components/admin/MarketPanel';
import { MarketTable } from '@/components/admin/MarketTable';
import { SearchBar } from '@/components/admin/SearchBar';
import { isLocale, localDate } from '@/components/ui/format';
import { may } from '@/lib/auth/may';
import { openMarkets } from '@/lib/market/closing';
import { getRuntime } from '@/lib/runtime';
import { listAliases } from '@/lib/services/list-aliases';
import { listMarkets } from '@/lib/services/list-markets';
import { addAlias, removeAlias } from '../alias-actions';
import { keepMarket } from './actions';
import { reopen, shutMarket } from './closing-actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('markets');
  return { title: t('title') };
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** Every market, what is known of its data, and where it stands. */
export default async function MarketsPage({ searchParams }: Props) {
  const { actor } = await requireActor('see master data');
  const [t, said, query] = [await getTranslations('markets'), await getLocale(), await searchParams];
  const locale = isLocale(said) ? said : 'id';
  const runtime = getRuntime();
  const catalog = runtime.catalog();
  const search = asked(query, 'cari');
  const code = asked(query, 'kode');
  const now = runtime.clock.now();
  const open = openMarkets(catalog, now).length;
  const closed = catalog.markets.size - open;
  const lines = await listMarkets(runtime, search);
  const market = catalog.marketByCode.get(code) ?? null;
  const mayAdd = may(actor, 'change master data') && (actor.kind !== 'user' || actor.marketId === null);
  const aliases = market === null ? [] : await listAliases(runtime, market.id);
  const provinces = [...catalog.regions.values()]
    .map(({ id, name, latitude, longitude }) => ({ value: String(id), text: name, latitude, longitude }))
    .sort((a, b) => a.text.localeCompare(b.text, 'id'));
  const adding = market === null && asked(query, 'baru') !== '' && mayAdd;
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">
        {t(closed === 0 ? 'lead' : 'leadClosed', { count: String(open), closed: String(closed) })}
      </p>
      <SearchBar
        path="/portal/pasar"
        value={search}
        label={t('search')}
        add={mayAdd ? { path: '/portal/pasar?baru=1#isian', text: t('add') } : null}
      />
      <div className={market || adding ? 'admin-split' : undefined}>
        <MarketTable lines={lines} search={search} chosen={market?.id ?? null} now={now} locale={locale} />
        {market || adding ? (
          <MarketPanel
            key={market?.code ?? 'new'}
            market={market}
            provinces={provinces}
            region={market?.regionId ?? actor.regionId}
            commodities={commodityChoices(locale)}
            aliases={aliases}
            mayChange={
              market === null ||
              may(actor, 'change master data', { marketId: market.id, regionId: market.regionId })
            }
            today={localDate(now, catalog.regions.get(market?.regionId ?? 0)?.timeZone ?? 'Asia/Jakarta')}
            keep={keepMarket}
            close={shutMarket}
            reopen={reopen}
            addAlias={addAlias}
            removeAlias={removeAlias}
          />
        ) : null}
      </div>
    </main>
  );
}
