'use client';

import 'leaflet/dist/leaflet.css';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { AttributionControl, MapContainer, useMap } from 'react-leaflet';
import { usePalette } from '@/components/charts/use-palette';
import type { PriceMap } from '@/lib/live/board';
import { HeatLayer } from './HeatLayer';
import { INDONESIA, Land, ROOM } from './Land';
import type { Layer } from './layers';
import { MapWords } from './MapWords';
import { MarketPoints, RegionSymbols } from './Marks';
import type { Measure, Scale } from './measures';
import { PopupKeys } from './PopupKeys';

interface Props {
  readonly map: PriceMap;
  readonly measure: Measure;
  readonly layer: Layer;
  readonly scale: Scale;
}

/** Under this zoom symbols shrink, or they would cover one another. */
const FAR_ZOOM = 4;

/** The map itself. Needs a browser; everything that it says is also in the table beside it. */
export default function LeafletMap({ map, measure, layer, scale }: Props) {
  const t = useTranslations('map');
  const palette = usePalette();
  return (
    <MapContainer
      className="leaflet-ground"
      bounds={INDONESIA}
      maxBounds={ROOM}
      minZoom={3}
      maxZoom={10}
      zoomSnap={0.25}
      zoomDelta={0.5}
      preferCanvas={false}
      attributionControl={false}
      zoomControl={false}
    >
      <MapWords label={t('label')} />
      <PopupKeys />
      <AttributionControl prefix={false} position="bottomright" />
      <Land />
      <FarMark />
      {layer === 'regions' ? <RegionSymbols {...{ map, measure, scale }} /> : null}
      {layer === 'markets' ? <MarketPoints {...{ map, measure, scale }} /> : null}
      {layer === 'heat' && palette ? (
        <HeatLayer map={map} measure={measure} scale={scale} colours={palette.steps} />
      ) : null}
    </MapContainer>
  );
}

/** Tells the style sheet that the map is seen from afar. */
function FarMark() {
  const map = useMap();
  useEffect(() => {
    const mark = () => {
      map.getContainer().dataset.far = String(map.getZoom() < FAR_ZOOM);
    };
    mark();
    map.on('zoomend', mark);
    return () => {
      map.off('zoomend', mark);
    };
  }, [map]);
  return null;
}
