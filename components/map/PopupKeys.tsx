'use client';

import { useEffect } from 'react';
import { useMap } from 'react-leaflet';
import type L from './leaflet-global';

/**
 * Lets the keyboard into a popup that it opened, which stands behind all other marks, and out of it again: Escape closes
 * it, and the mark that it belongs to has the focus back.
 */
export function PopupKeys() {
  const map = useMap();
  useEffect(() => {
    const box = map.getContainer();
    let mark: HTMLElement | null = null;
    const enter = ({ popup }: L.PopupEvent) => {
      const popped = popup.getElement();
      const on = document.activeElement;
      if (popped === undefined || !(on instanceof HTMLElement)) return;
      if (!on.matches('.leaflet-marker-icon:focus-visible')) return;
      mark = on;
      popped.setAttribute('role', 'dialog');
      popped.setAttribute('aria-label', on.title);
      popped.tabIndex = -1;
      popped.focus({ preventScroll: true });
    };
    const leave = ({ popup }: L.PopupEvent) => {
      const on = document.activeElement;
      // Without an animation the popup is gone already, and the focus with it.
      const within = on === document.body || popup.getElement()?.contains(on);
      if (within) mark?.focus({ preventScroll: true });
      mark = null;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') map.closePopup();
    };
    map.on('popupopen', enter);
    map.on('popupclose', leave);
    box.addEventListener('keydown', onKey);
    return () => {
      map.off('popupopen', enter);
      map.off('popupclose', leave);
      box.removeEventListener('keydown', onKey);
    };
  }, [map]);
  return null;
}
