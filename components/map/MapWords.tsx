'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useMap, ZoomControl } from 'react-leaflet';
import type L from './leaflet-global';

/**
 * What Leaflet says in English or not at all, in the reader's language: the name of the map, which the keyboard stops at,
 * and its buttons.
 */
export function MapWords({ label }: { readonly label: string }) {
  const t = useTranslations('map');
  const map = useMap();
  const [zoomIn, close] = [t('zoomIn'), t('closePopup')];
  useEffect(() => {
    const box = map.getContainer();
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', label);
    const nameClose = ({ popup }: L.PopupEvent) => {
      const button = popup.getElement()?.querySelector('.leaflet-popup-close-button');
      button?.setAttribute('aria-label', close);
    };
    map.on('popupopen', nameClose);
    return () => {
      map.off('popupopen', nameClose);
    };
  }, [map, label, close]);
  return <ZoomControl key={zoomIn} zoomInTitle={zoomIn} zoomOutTitle={t('zoomOut')} />;
}
