'use client';

import { useTranslations } from 'next-intl';
import type { KeyboardEvent, ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly count: number;
  readonly active: number | null;
  readonly onActive: (index: number | null) => void;
  /** What a screen reader says at a point. */
  readonly text: (index: number) => string;
  readonly children: ReactNode;
}

/** Lets a keyboard walk along a drawn line, and speaks each point. */
export function ChartSlider({ label, count, active, onActive, text, children }: Props) {
  const t = useTranslations('chart');
  const last = count - 1;
  const now = active ?? last;
  const onKey = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      ArrowDown: now - 1,
      ArrowUp: now + 1,
      PageDown: now - 7,
      PageUp: now + 7,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (event.key === 'Escape') onActive(null);
    if (next === undefined) return;
    event.preventDefault();
    onActive(Math.min(last, Math.max(0, next)));
  };
  return (
    <div
      className="chart-box"
      role="slider"
      tabIndex={0}
      aria-label={t('walk', { label })}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={Math.max(0, now)}
      aria-valuetext={text(now)}
      onKeyDown={onKey}
    >
      {children}
    </div>
  );
}
