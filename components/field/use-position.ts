'use client';

import { useEffect, useState } from 'react';
import type { Position } from './core/records';

/** What the phone knows of its place. */
export type PositionState = 'off' | 'looking' | 'refused' | 'none' | Position;

/** Older than this, it may have been another market. */
const FRESH_MS = 2 * 60_000;
const PATIENCE_MS = 30_000;
/** Four decimals are some eleven metres: enough to tell a market, too little to tell a stall. */
const GRAIN = 10_000;

function toPosition({ coords }: GeolocationPosition): Position {
  return {
    latitude: Math.round(coords.latitude * GRAIN) / GRAIN,
    longitude: Math.round(coords.longitude * GRAIN) / GRAIN,
    accuracy_m: Math.min(1_000_000, Math.round(coords.accuracy)),
  };
}

function whyNot(error: GeolocationPositionError): 'refused' | 'none' {
  return error.code === error.PERMISSION_DENIED ? 'refused' : 'none';
}

/** Follows the phone's place while it is wanted; the person is asked when that begins. */
export function usePosition(wanted: boolean): PositionState {
  const [state, setState] = useState<PositionState>('off');
  useEffect(() => {
    if (!wanted) return setState('off');
    setState('looking');
    const watch = navigator.geolocation.watchPosition(
      (found) => setState(toPosition(found)),
      (error) => setState((held) => (typeof held === 'string' ? whyNot(error) : held)),
      { enableHighAccuracy: true, maximumAge: FRESH_MS, timeout: PATIENCE_MS },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, [wanted]);
  return state;
}

/** Asks for the phone's place once. @returns whether it may be used from now on */
export function askForPosition(): Promise<'ok' | 'refused' | 'none'> {
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      () => resolve('ok'),
      (error) => resolve(whyNot(error)),
      { maximumAge: FRESH_MS, timeout: PATIENCE_MS },
    );
  });
}
