'use client';

import { useEffect, useState } from 'react';

/** Colours of the current theme, for canvases, which do not understand CSS variables. */
export interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly card: string;
  readonly series: string;
  readonly warn: string;
  readonly steps: readonly string[];
  readonly font: string;
}

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: colour('--ink'),
    muted: colour('--muted'),
    line: colour('--line'),
    card: colour('--card'),
    series: colour('--series-1'),
    warn: colour('--warn'),
    steps: [1, 2, 3, 4, 5].map((step) => colour(`--seq-${step}`)),
    font: colour('--font'),
  };
}

/** Follows the theme switch and the system; `null` until the page is in a browser. */
export function usePalette(): Palette | null {
  const [palette, setPalette] = useState<Palette | null>(null);
  useEffect(() => {
    const update = () => setPalette(readPalette());
    update();
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', update);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', update);
    };
  }, []);
  return palette;
}
