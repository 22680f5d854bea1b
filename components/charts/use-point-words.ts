'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { PointWords } from './describe-point';

/** The words that a chart's points are described with, in the page's language. */
export function usePointWords(): PointWords {
  const t = useTranslations('point');
  const factor = useTranslations('factor');
  return useMemo(
    () => ({
      weekOf: (day) => t('weekOf', { day }),
      mean: (n) => t('mean', { n: String(n) }),
      range: (low, high) => t('range', { low, high }),
      impact: (score, name) => t('impact', { score, factor: name }),
      reported: (market, price) => t('reported', { market, price }),
      others: (n) => t('others', { n: String(n) }),
      simulated: t('simulated'),
      factor: (name) => factor(name),
    }),
    [t, factor],
  );
}
