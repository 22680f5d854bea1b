import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { CircleMarker, Marker, Popup } from 'react-leaflet';
import type { Locale } from '@/components/ui/format';
import type { MapMarket, MapRegion, PriceMap } from '@/lib/live/board';
import { measureText } from './describe-value';
import type L from './leaflet-global';
import { classOf, type Measure, marketValue, regionValue, type Scale } from './measures';
import { MarketPopup, RegionPopup } from './Popups';
import { isShut } from './shut';
import { regionSymbol } from './symbol';

/*
 * Leaflet sets the name of a marker and the class of a path once. Both move with live prices here, on the element that is
 * there: a new one would close the popup that somebody reads and drop the keyboard that stands on it.
 */

interface Drawn {
  readonly map: PriceMap;
  readonly measure: Measure;
  readonly scale: Scale;
}

export function RegionSymbols(props: Drawn) {
  return props.map.regions.map((region) => (
    <RegionSymbol key={region.region_id} region={region} {...props} />
  ));
}

function RegionSymbol({ region, map, measure, scale }: Drawn & { readonly region: MapRegion }) {
  const locale = useLocale() as Locale;
  const t = useTranslations('map');
  const mark = useRef<L.Marker>(null);
  const value = regionValue(region, measure, map);
  const text = value === null ? t('noData') : measureText(value, measure, locale);
  const look = value === null ? 'none' : `${scale.palette}-ground-${classOf(value, scale)}`;
  const name = `${region.name}: ${text}`;
  useEffect(() => {
    const element = mark.current?.getElement();
    if (element) element.title = name;
  }, [name]);
  return (
    <Marker
      ref={mark}
      position={[region.latitude, region.longitude]}
      icon={regionSymbol(look, measure, value)}
      title={name}
      alt={name}
    >
      <Popup>
        <RegionPopup region={region} map={map} />
      </Popup>
    </Marker>
  );
}

export function MarketPoints(props: Drawn) {
  return props.map.markets
    .filter((market) => !isShut(props.map, market))
    .map((market) => <MarketPoint key={market.market_id} market={market} {...props} />);
}

function MarketPoint({ market, map, measure, scale }: Drawn & { readonly market: MapMarket }) {
  const path = useRef<L.CircleMarker>(null);
  const value = marketValue(market, measure, map);
  const look = value === null ? 'market-none' : `${scale.palette}-fill-${classOf(value, scale)}`;
  const classes = `market ${look} state-${market.state}`;
  const drawn = useRef(classes);
  useEffect(() => {
    const element = path.current?.getElement();
    element?.classList.remove(...drawn.current.split(' '));
    element?.classList.add(...classes.split(' '));
    drawn.current = classes;
  }, [classes]);
  return (
    <CircleMarker
      ref={path}
      center={[market.latitude, market.longitude]}
      radius={value === null ? 4 : 6}
      className={classes}
      weight={1}
    >
      <Popup>
        <MarketPopup market={market} map={map} />
      </Popup>
    </CircleMarker>
  );
}
