'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { GeoJSON, type GeoJSONProps, Pane } from 'react-leaflet';
import type L from './leaflet-global';

type Ground = NonNullable<GeoJSONProps['data']>;

export const INDONESIA: L.LatLngBoundsExpression = [
  [-10.6, 95.2],
  [5.6, 141],
];
export const ROOM: L.LatLngBoundsExpression = [
  [-22, 80],
  [18, 156],
];

/** Under Leaflet's panes for paths (400), heat and symbols, whenever the land arrives. */
const BELOW_MARKS = 250;

/** The land that every map of ours stands on. */
export function Land() {
  const t = useTranslations('map');
  const [ground, setGround] = useState<Ground | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetch('/geo/base-map.json', { signal: stop.signal })
      .then((answer) => answer.json())
      .then(setGround, () => undefined);
    return () => stop.abort();
  }, []);
  return (
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
  );
}
