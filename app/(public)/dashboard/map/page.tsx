import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { sortBoard } from '@/components/board/sort-board';
import { MapView } from '@/components/map/MapView';
import type { UnknownCommodity } from '@/components/map/MissedCommodity';
import { Notice } from '@/components/ui/Notice';
import { getRuntime } from '@/lib/runtime';
import { closestCommodities } from '@/lib/services/closest-commodities';
import { boardNow } from '@/lib/services/read-board';
import { mapNow } from '@/lib/services/read-map';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Props {
  readonly searchParams: Promise<Query>;
}

/** A name is repeated to the reader no longer than this. */
const MOST_SAID = 40;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('map');
  return { title: t('title') };
}

/** `?commodity=&measure=&layer=` restores a view; without it, the commodity that matters most today. */
export default async function MapPage({ searchParams }: Props) {
  const [query, board] = await Promise.all([searchParams, boardNow(getRuntime())]);
  const asked = board.commodities.find((c) => c.commodity === query.commodity);
  const commodity = asked ?? sortBoard(board.commodities, 'matters', '')[0];
  if (!commodity) return <NoCommodities />;
  const names = sortBoard(board.commodities, 'name', '').map(({ commodity: code, name_id, name_en }) => ({
    commodity: code,
    name_id,
    name_en,
  }));
  const map = mapNow(getRuntime(), commodity.commodity);
  return <MapView initial={map} commodities={names} unknown={unknownIn(query.commodity)} />;
}

/** A commodity that a link names and nobody knows, with those that may have been meant. */
function unknownIn(said: Query[string]): UnknownCommodity | null {
  const catalog = getRuntime().catalog();
  if (typeof said !== 'string' || said === '' || catalog.commodityByCode.has(said)) return null;
  return { said: said.slice(0, MOST_SAID), near: closestCommodities(catalog, said).map((c) => c.code) };
}

async function NoCommodities() {
  const t = await getTranslations('map');
  return (
    <main className="page" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <Notice title={t('emptyTitle')} text={t('emptyText')} />
    </main>
  );
}
