'use client';

import type L from './leaflet-global';
import 'leaflet/dist/leaflet.css';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import {
  AttributionControl,
  CircleMarker,
  GeoJSON,
  type GeoJSONProps,
  MapContainer,
  Marker,
  Pane,
  Popup,
  useMap,
} from 'react-leaflet';
import { usePalette } from '@/components/charts/use-palette';
import type { Locale } from '@/components/ui/format';
import type { PriceMap } from '@/lib/live/board';
import { measureText } from './describe-value';
import { HeatLayer } from './HeatLayer';
import type { Layer } from './layers';
import { classOf, type Measure, marketValue, regionValue, type Scale } from './measures';
import { MarketPopup, RegionPopup } from './Popups';
import { regionSymbol } from './symbol';

type Ground = NonNullable<GeoJSONProps['data']>;

interface Props {
  readonly map: PriceMap;
  readonly measure: Measure;
  readonly layer: Layer;
  readonly scale: Scale;
}

const INDONESIA: L.LatLngBoundsExpression = [
  [-10.6, 95.2],
  [5.6, 141],
];
const ROOM: L.LatLngBoundsExpression = [
  [-22, 80],
  [18, 156],
];

/** Under Leaflet's panes for paths (400), heat and symbols, whenever the land arrives. */
const BELOW_MARKS = 250;
/** Under this zoom symbols shrink, or they would cover one another. */
const FAR_ZOOM = 4;

/** The map itself. Needs a browser; everything that it says is also in the table beside it. */
export default function LeafletMap({ map, measure, layer, scale }: Props) {
  const t = useTranslations('map');
  const [ground, setGround] = useState<Ground | null>(null);
  const palette = usePalette();
  useEffect(() => {
    const stop = new AbortController();
    fetch('/geo/base-map.json', { signal: stop.signal })
      .then((answer) => answer.json())
      .then(setGround, () => undefined);
    return () => stop.abort();
  }, []);
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
      <Pane name="land" style={{ zIndex: BELOW_MARKS }}>
        {ground ? (
          <GeoJSON
            data={ground}
            interactive={false}
            attribution={t('attribution')}
            style={(feature) => ({ className: `land land-${String(feature?.properties.kind)}`, weight: 0.8 })}
          />
        ) : null}
      </Pane>
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
