'use client';

import L from './leaflet-global';
import 'leaflet.heat';
import { useEffect } from 'react';
import { useMap } from 'react-leaflet';
import type { PriceMap } from '@/lib/live/board';
import { heatOf, type Measure, marketValue, type Scale } from './measures';

interface Props {
  readonly map: PriceMap;
  readonly measure: Measure;
  readonly scale: Scale;
  /** Palette steps from mild to hot. */
  readonly colours: readonly string[];
}

const RADIUS = 26;
/** Two markets of full heat in one place reach the darkest colour. */
const TOP_HEAT = 2;

/** Weights are normalised to 0–1 and the top is fixed, so that the same heat looks the same every day. */
export function HeatLayer({ map, measure, scale, colours }: Props) {
  const leaflet = useMap();
  useEffect(() => {
    const points = map.markets.flatMap((m): [number, number, number][] => {
      const value = marketValue(m, measure, map);
      const heat = value === null ? 0 : heatOf(value, scale);
      return heat > 0 ? [[m.latitude, m.longitude, heat]] : [];
    });
    const gradient = Object.fromEntries(colours.map((colour, i) => [(i + 1) / colours.length, colour]));
    const layer = L.heatLayer(points, {
      radius: RADIUS,
      blur: RADIUS * 0.7,
      max: TOP_HEAT,
      minOpacity: 0.15,
      /* Below this zoom leaflet.heat would halve every weight per step. */
      maxZoom: 1,
      gradient,
    });
    layer.addTo(leaflet);
    return () => {
      layer.remove();
    };
  }, [leaflet, map, measure, scale, colours]);
  return null;
}
