'use client';

import { useEffect } from 'react';
import { useLatest } from '@/components/live/use-latest';

/** Single keys that work wherever nobody is writing. A modifier leaves a key to the browser. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useLatest(keys);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const on = event.target instanceof HTMLElement ? event.target : null;
      const writes = on !== null && (on.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(on.tagName));
      const picks = on instanceof HTMLInputElement && on.type === 'checkbox';
      if (writes && !picks && event.key !== 'Escape') return;
      const act = latest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [latest]);
}
