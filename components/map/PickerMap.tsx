'use client';

import './leaflet-global';
import 'leaflet/dist/leaflet.css';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { AttributionControl, CircleMarker, MapContainer, useMap, useMapEvents } from 'react-leaflet';
import type { Point } from '@/lib/market/point';
import { INDONESIA, Land, ROOM } from './Land';
import { MapWords } from './MapWords';

interface Props {
  /** What is chosen; `null` before. */
  readonly point: Point | null;
  /** Label point of the province, for orientation. */
  readonly home: Point | null;
  readonly onPick: (point: Point) => void;
}

const CLOSE_ZOOM = 7;

/** A map on which one point is chosen: by a click, or by Enter at its middle after moving it with the arrow keys. */
export default function PickerMap({ point, home, onPick }: Props) {
  const t = useTranslations('picker');
  return (
    <MapContainer
      className="leaflet-ground"
      bounds={INDONESIA}
      maxBounds={ROOM}
      minZoom={3}
      maxZoom={12}
      zoomSnap={0.5}
      attributionControl={false}
      zoomControl={false}
    >
      <MapWords label={t('label')} />
      <AttributionControl prefix={false} position="bottomright" />
      <Land />
      <Picking onPick={onPick} />
      <Approach target={point ?? home} />
      {home ? (
        <CircleMarker center={at(home)} radius={10} className="picker-home" interactive={false} />
      ) : null}
      {point ? (
        <CircleMarker center={at(point)} radius={8} className="picker-pin" interactive={false} />
      ) : null}
    </MapContainer>
  );
}

const at = ({ latitude, longitude }: Point): [number, number] => [latitude, longitude];

function Picking({ onPick }: Pick<Props, 'onPick'>) {
  const map = useMapEvents({
    click: ({ latlng }) => onPick({ latitude: latlng.lat, longitude: latlng.lng }),
  });
  useEffect(() => {
    const box = map.getContainer();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.target !== box) return;
      event.preventDefault();
      const { lat, lng } = map.getCenter();
      onPick({ latitude: lat, longitude: lng });
    };
    box.addEventListener('keydown', onKey);
    return () => box.removeEventListener('keydown', onKey);
  }, [map, onPick]);
  return null;
}

/** Brings what is chosen into sight, and stays where it is in sight already. */
function Approach({ target }: { readonly target: Point | null }) {
  const map = useMap();
  const [latitude, longitude] = [target?.latitude, target?.longitude];
  useEffect(() => {
    if (latitude === undefined || longitude === undefined) return;
    if (map.getZoom() >= CLOSE_ZOOM && map.getBounds().contains([latitude, longitude])) return;
    map.setView([latitude, longitude], Math.max(CLOSE_ZOOM, map.getZoom()), { animate: false });
  }, [map, latitude, longitude]);
  return null;
}
