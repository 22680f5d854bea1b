'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Ref } from 'react';
import { type Locale, named } from '@/components/ui/format';
import { CASE_STATES } from '@/lib/market/review';
import type { QueueFilters } from './review-fetch';

export interface FilterChoices {
  readonly regions: readonly { readonly id: number; readonly name: string }[];
  readonly commodities: readonly {
    readonly code: string;
    readonly name_id: string;
    readonly name_en: string;
  }[];
}

interface Props extends FilterChoices {
  readonly filters: QueueFilters;
  readonly first: Ref<HTMLSelectElement>;
  readonly onChange: (filters: QueueFilters) => void;
}

const STATES = ['waiting', ...CASE_STATES.filter((s) => s !== 'standing')] as const;
const LANES = ['provisional', 'quarantined', 'accepted'] as const;

export function Filters({ filters, regions, commodities, first, onChange }: Props) {
  const t = useTranslations('review.filter');
  const s = useTranslations('review');
  const locale = useLocale() as Locale;
  const set = (part: Partial<QueueFilters>) => onChange({ ...filters, ...part });
  return (
    <fieldset className="review-filters" aria-label={t('label')}>
      <label className="field field-wide">
        <span>{t('state')}</span>
        <select
          ref={first}
          value={filters.state}
          onChange={(e) => set({ state: e.target.value as QueueFilters['state'] })}
        >
          {STATES.map((state) => (
            <option key={state} value={state}>
              {s(`state.${state}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field field-wide">
        <span>{t('commodity')}</span>
        <select value={filters.commodity} onChange={(e) => set({ commodity: e.target.value })}>
          <option value="">{t('all')}</option>
          {commodities.map((c) => (
            <option key={c.code} value={c.code}>
              {named(c, locale)}
            </option>
          ))}
        </select>
      </label>
      {regions.length > 0 ? (
        <label className="field field-wide">
          <span>{t('region')}</span>
          <select value={filters.region} onChange={(e) => set({ region: e.target.value })}>
            <option value="">{t('all')}</option>
            {regions.map((r) => (
              <option key={r.id} value={r.id}>
                {r.name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <label className="field field-wide">
        <span>{t('lane')}</span>
        <select value={filters.lane} onChange={(e) => set({ lane: e.target.value as QueueFilters['lane'] })}>
          <option value="">{t('all')}</option>
          {LANES.map((lane) => (
            <option key={lane} value={lane}>
              {s(`lane.${lane}`)}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
