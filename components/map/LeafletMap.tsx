'use client';

import 'leaflet/dist/leaflet.css';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { AttributionControl, CircleMarker, MapContainer, Marker, Popup, useMap } from 'react-leaflet';
import { usePalette } from '@/components/charts/use-palette';
import type { Locale } from '@/components/ui/format';
import type { PriceMap } from '@/lib/live/board';
import { measureText } from './describe-value';
import { HeatLayer } from './HeatLayer';
import { INDONESIA, Land, ROOM } from './Land';
import type { Layer } from './layers';
import { classOf, type Measure, marketValue, regionValue, type Scale } from './measures';
import { MarketPopup, RegionPopup } from './Popups';
import { regionSymbol } from './symbol';

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
      aria-label={t('label')}
    >
      <AttributionControl prefix={false} position="bottomright" />
      <Land />
      <FarMark />
      {layer === 'regions' ? <RegionSymbols map={map} measure={measure} scale={scale} /> : null}
      {layer === 'markets' ? <MarketPoints map={map} measure={measure} scale={scale} /> : null}
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

type LayerProps = Pick<Props, 'map' | 'measure' | 'scale'>;

function RegionSymbols({ map, measure, scale }: LayerProps) {
  const locale = useLocale() as Locale;
  const t = useTranslations('map');
  return map.regions.map((region) => {
    const value = regionValue(region, measure, map);
    const text = value === null ? t('noData') : measureText(value, measure, locale);
    const look = value === null ? 'none' : `${scale.palette}-ground-${classOf(value, scale)}`;
    return (
      <Marker
        key={region.region_id}
        position={[region.latitude, region.longitude]}
        icon={regionSymbol(look, measure, value)}
        title={`${region.name}: ${text}`}
        alt={`${region.name}: ${text}`}
      >
        <Popup>
          <RegionPopup region={region} map={map} />
        </Popup>
      </Marker>
    );
  });
}

function MarketPoints({ map, measure, scale }: LayerProps) {
  return map.markets.map((market) => {
    const value = marketValue(market, measure, map);
    const look = value === null ? 'market-none' : `${scale.palette}-fill-${classOf(value, scale)}`;
    return (
      <CircleMarker
        /* Leaflet sets a path's class once; a new class needs a new path. */
        key={`${market.market_id} ${look}`}
        center={[market.latitude, market.longitude]}
        radius={value === null ? 4 : 6}
        className={`market ${look} state-${market.state}`}
        weight={1}
      >
        <Popup>
          <MarketPopup market={market} map={map} />
        </Popup>
      </CircleMarker>
    );
  });
}
