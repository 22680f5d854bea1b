'use client';

import { useEffect, useRef, useState } from 'react';
import { decodeSegment } from '@/lib/market/decode-segment';

/** Where in the app one is. It stands in the fragment, so that the phone's own back button works. */
export type View =
  | { readonly name: 'home' | 'review' | 'outbox' | 'settings' | 'install' | 'advice' | 'decisions' }
  | { readonly name: 'entry'; readonly commodity: string; readonly corrects: string | null };

const PLAIN = {
  '': 'home',
  review: 'review',
  outbox: 'outbox',
  settings: 'settings',
  install: 'install',
  advice: 'advice',
  decisions: 'decisions',
} as const;

export function readView(hash: string): View {
  // An enrolment address, opened on a phone that may have been installed before.
  if (hash.startsWith('#enrol=')) return { name: 'install' };
  const [name = '', commodity = '', corrects] = hash.replace(/^#\/?/, '').split('/');
  if (name === 'entry' && commodity !== '') {
    return { name: 'entry', commodity: decodeSegment(commodity), corrects: corrects ?? null };
  }
  return { name: PLAIN[name as keyof typeof PLAIN] ?? 'home' };
}

export function go(name: 'home' | 'review' | 'outbox' | 'settings' | 'install'): void {
  window.location.hash = name === 'home' ? '#/' : `#/${name}`;
}

export function goEntry(commodity: string, corrects: string | null = null): void {
  const end = corrects === null ? '' : `/${corrects}`;
  window.location.hash = `#/entry/${encodeURIComponent(commodity)}${end}`;
}

/** The view that is open. The focus goes to its heading, as on a page that was opened: the button that led here is gone. */
export function useView(): View {
  const [view, setView] = useState<View>({ name: 'home' });
  const moved = useRef(false);
  useEffect(() => {
    const read = () => {
      setView(readView(window.location.hash));
      window.scrollTo(0, 0);
    };
    const move = () => {
      moved.current = true;
      read();
    };
    read();
    window.addEventListener('hashchange', move);
    return () => window.removeEventListener('hashchange', move);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is another heading
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    const heading = document.querySelector<HTMLElement>('#content h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }, [view]);
  return view;
}
