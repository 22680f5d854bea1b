import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { sortBoard } from '@/components/board/sort-board';
import { isLayer } from '@/components/map/layers';
import { MapView } from '@/components/map/MapView';
import { isMeasure, tellingMeasure } from '@/components/map/measures';
import { Notice } from '@/components/ui/Notice';
import { getRuntime } from '@/lib/runtime';
import { readBoard } from '@/lib/services/read-board';
import { readMap } from '@/lib/services/read-map';

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('map');
  return { title: t('title') };
}

/** `?commodity=&measure=&layer=` restores a view; without it, the commodity that matters most today. */
export default async function MapPage({ searchParams }: Props) {
  const [query, board] = await Promise.all([searchParams, readBoard(getRuntime())]);
  const asked = board.commodities.find((c) => c.commodity === query.commodity);
  const commodity = asked ?? sortBoard(board.commodities, 'matters', '')[0];
  if (!commodity) return <NoCommodities />;
  const names = sortBoard(board.commodities, 'name', '').map(({ commodity: code, name_id, name_en }) => ({
    commodity: code,
    name_id,
    name_en,
  }));
  const map = readMap(getRuntime(), commodity.commodity);
  const choice = {
    measure: isMeasure(query.measure) ? query.measure : tellingMeasure(map),
    layer: isLayer(query.layer) ? query.layer : ('regions' as const),
    table: query.layer === 'table',
  };
  return <MapView initial={map} commodities={names} choice={choice} />;
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
