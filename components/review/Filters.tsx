'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, type Ref, useState } from 'react';
import { type Locale, named } from '@/components/ui/format';
import { CASE_STATES } from '@/lib/market/review';
import { filtersInUse, NO_FILTERS, type QueueFilters } from './review-fetch';

export interface FilterChoices {
  readonly regions: readonly { readonly id: number; readonly name: string }[];
  readonly markets: readonly { readonly code: string; readonly name: string }[];
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
/** What the judge may hold against a price. */
const FLAGS = [
  'neighbours',
  'drift',
  'multi_source',
  'z_score',
  'iqr',
  'scale_slip',
  'impossible_jump',
  'swapped_item',
  'repeated_claim',
  'clock_ahead',
] as const;
const HOURS = [6, 24, 48, 72] as const;

export function Filters({ filters, regions, markets, commodities, first, onChange }: Props) {
  const t = useTranslations('review.filter');
  const s = useTranslations('review');
  const locale = useLocale() as Locale;
  const [typed, setTyped] = useState('');
  const set = (part: Partial<QueueFilters>) => onChange({ ...filters, ...part });
  const clear = () => {
    setTyped('');
    onChange(NO_FILTERS);
  };
  const inUse = filtersInUse(filters);
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
      <Choice label={t('commodity')} value={filters.commodity} onChange={(commodity) => set({ commodity })}>
        {commodities.map((c) => (
          <option key={c.code} value={c.code}>
            {named(c, locale)}
          </option>
        ))}
      </Choice>
      <details className="more-filters">
        <summary>{t('more')}</summary>
        <div className="review-filters">
          {regions.length > 0 ? (
            <Choice label={t('region')} value={filters.region} onChange={(region) => set({ region })}>
              {regions.map((r) => (
                <option key={r.id} value={r.id}>
                  {r.name}
                </option>
              ))}
            </Choice>
          ) : null}
          {markets.length > 0 ? (
            <MarketChoice
              markets={markets}
              typed={typed}
              onType={setTyped}
              value={filters.market}
              onChange={(market) => set({ market })}
            />
          ) : null}
          <Choice
            label={t('lane')}
            value={filters.lane}
            onChange={(lane) => set({ lane: lane as QueueFilters['lane'] })}
          >
            {LANES.map((lane) => (
              <option key={lane} value={lane}>
                {s(`lane.${lane}`)}
              </option>
            ))}
          </Choice>
          <Choice label={t('flag')} value={filters.flag} onChange={(flag) => set({ flag })}>
            {FLAGS.map((flag) => (
              <option key={flag} value={flag}>
                {s(`reason.${flag}`)}
              </option>
            ))}
          </Choice>
          <Choice label={t('age')} value={filters.age} onChange={(age) => set({ age })}>
            {HOURS.map((hours) => (
              <option key={hours} value={hours}>
                {t('hours', { hours })}
              </option>
            ))}
          </Choice>
        </div>
      </details>
      {inUse > 0 ? (
        <button type="button" className="link small filter-clear" onClick={clear}>
          {t('clear', { count: inUse })}
        </button>
      ) : null}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const t = useTranslations('review.filter');
  return (
    <label className="field field-wide">
      <span>{label}</span>
      <select value={value} onChange={(e) => onChange(e.target.value)}>
        <option value="">{t('all')}</option>
        {children}
      </select>
    </label>
  );
}

interface MarketProps {
  readonly markets: FilterChoices['markets'];
  readonly typed: string;
  readonly onType: (text: string) => void;
  /** Code; empty for all. */
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** There may be thousands of markets: a few letters of a name or code find one. */
function MarketChoice({ markets, typed, onType, value, onChange }: MarketProps) {
  const t = useTranslations('review.filter');
  const shown = (m: MarketProps['markets'][number]) => `${m.name} (${m.code})`;
  const type = (text: string) => {
    onType(text);
    const said = text.trim().toLowerCase();
    const found = markets.find((m) => [m.code, m.name, shown(m)].some((name) => name.toLowerCase() === said));
    if ((found?.code ?? '') !== value) onChange(found?.code ?? '');
  };
  return (
    <label className="field field-wide">
      <span>{t('market')}</span>
      <input
        className="input"
        list="review-markets"
        placeholder={t('all')}
        value={typed}
        onChange={(e) => type(e.target.value)}
      />
      <datalist id="review-markets">
        {markets.map((m) => (
          <option key={m.code} value={shown(m)} />
        ))}
      </datalist>
    </label>
  );
}
