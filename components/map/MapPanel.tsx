'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { PanelSkeleton } from '@/components/ui/Skeleton';
import { useSeen } from '@/components/ui/use-seen';
import type { PriceMap } from '@/lib/live/board';
import { Legend } from './Legend';
import type { Layer } from './layers';
import { type Measure, scaleOf } from './measures';

const LeafletMap = dynamic(() => import('./LeafletMap'), { ssr: false, loading: MapLoading });

interface Props {
  readonly map: PriceMap;
  readonly measure: Measure;
  readonly layer: Layer;
}

/** A map with its legend, loaded when it comes into sight. */
export function MapPanel({ map, measure, layer }: Props) {
  const [box, seen] = useSeen<HTMLDivElement>();
  const scale = useMemo(() => scaleOf(measure, map), [measure, map]);
  return (
    <div ref={box} className="map-box">
      {seen ? <LeafletMap map={map} measure={measure} layer={layer} scale={scale} /> : <MapLoading />}
      <Legend measure={measure} scale={scale} layer={layer} />
    </div>
  );
}

/** Stands in the map's place, in its size, until its code and data are here. */
function MapLoading() {
  const t = useTranslations('map');
  return <PanelSkeleton label={t('loading')} />;
}
