'use client';

import 'leaflet/dist/leaflet.css';

import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import { CircleMarker, GeoJSON, type GeoJSONProps, MapContainer, Pane, Tooltip } from 'react-leaflet';
import { MapWords } from '@/components/map/MapWords';
import { type Locale, rupiah } from '@/components/ui/format';
import type { CaseCard } from '@/lib/live/review';

type Ground = NonNullable<GeoJSONProps['data']>;

/** The market among its neighbours. Says nothing that the list beside it does not say. */
export default function CaseMap({ card, label }: { readonly card: CaseCard; readonly label: string }) {
  const locale = useLocale() as Locale;
  const [ground, setGround] = useState<Ground | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetch('/geo/base-map.json', { signal: stop.signal })
      .then((answer) => answer.json())
      .then(setGround, () => undefined);
    return () => stop.abort();
  }, []);
  const own: [number, number] = [card.latitude, card.longitude];
  const bounds: [number, number][] = [
    [own[0] - 0.4, own[1] - 0.4],
    [own[0] + 0.4, own[1] + 0.4],
    ...card.neighbours.map((n): [number, number] => [n.latitude, n.longitude]),
  ];
  return (
    <MapContainer
      className="case-map"
      bounds={bounds}
      maxZoom={10}
      minZoom={3}
      attributionControl={false}
      scrollWheelZoom={false}
      zoomControl={false}
    >
      <MapWords label={label} />
      <Pane name="land" style={{ zIndex: 250 }}>
        {ground ? (
          <GeoJSON
            data={ground}
            interactive={false}
            style={(feature) => ({ className: `land land-${String(feature?.properties.kind)}`, weight: 0.8 })}
          />
        ) : null}
      </Pane>
      {card.neighbours.map((n) => (
        <CircleMarker key={n.market_id} center={[n.latitude, n.longitude]} radius={6} className="near-market">
          <Tooltip>
            {n.market}: {rupiah(n.price, locale)}
          </Tooltip>
        </CircleMarker>
      ))}
      <CircleMarker center={own} radius={8} className="own-market">
        <Tooltip>
          {card.market}: {rupiah(card.price, locale)}
        </Tooltip>
      </CircleMarker>
    </MapContainer>
  );
}
