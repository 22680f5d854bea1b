'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { PanelSkeleton } from '@/components/ui/Skeleton';
import { useSeen } from '@/components/ui/use-seen';
import { type Point, parseDegrees } from '@/lib/market/point';
import { type Choice, TextField } from './Fields';
import { useFault } from './faults';

const PickerMap = dynamic(() => import('@/components/map/PickerMap'), { ssr: false, loading: MapLoading });

export interface Province extends Choice, Point {}

interface Props {
  readonly provinces: readonly Province[];
  /** Number of the province chosen at first. */
  readonly region: string;
  /** Degrees as text, empty for a new place. */
  readonly latitude: string;
  readonly longitude: string;
}

/** Province and point of a place: on the map, by keyboard, or as plain numbers; all three say the same. */
export function PointPicker(props: Props) {
  const { provinces } = props;
  const t = useTranslations('picker');
  const [region, setRegion] = useState(props.region);
  const [latitude, setLatitude] = useState(props.latitude);
  const [longitude, setLongitude] = useState(props.longitude);
  const [box, seen] = useSeen<HTMLDivElement>();
  const fault = useFault('region');
  const onPick = useCallback((point: Point) => {
    setLatitude(point.latitude.toFixed(5));
    setLongitude(point.longitude.toFixed(5));
  }, []);
  const home = provinces.find(({ value }) => value === region) ?? null;
  const [lat, lon] = [parseDegrees(latitude), parseDegrees(longitude)];
  const real = lat !== null && lon !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return (
    <div className="picker">
      <div className="field-block">
        <label htmlFor="picker-region">{t('region')}</label>
        <select
          id="picker-region"
          className="input"
          name="region"
          value={region}
          aria-invalid={fault === null ? undefined : true}
          aria-describedby={fault === null ? undefined : 'picker-fault'}
          onChange={(event) => setRegion(event.target.value)}
        >
          <option value="">{t('choose')}</option>
          {provinces.map(({ value, text }) => (
            <option value={value} key={value}>
              {text}
            </option>
          ))}
        </select>
        {fault ? (
          <p className="form-fault small" id="picker-fault">
            {fault}
          </p>
        ) : null}
      </div>
      <div ref={box} className="picker-map">
        {seen ? (
          <PickerMap point={real ? { latitude: lat, longitude: lon } : null} home={home} onPick={onPick} />
        ) : (
          <MapLoading />
        )}
      </div>
      <p className="muted small">{t('how')}</p>
      <div className="form-pair">
        <TextField
          name="latitude"
          label={t('latitude')}
          value={latitude}
          onChange={(event) => setLatitude(event.target.value)}
        />
        <TextField
          name="longitude"
          label={t('longitude')}
          value={longitude}
          onChange={(event) => setLongitude(event.target.value)}
        />
      </div>
    </div>
  );
}

function MapLoading() {
  const t = useTranslations('map');
  return <PanelSkeleton label={t('loading')} />;
}
