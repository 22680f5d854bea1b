import type { Commodity } from '@/lib/market/commodity';
import { MACRO_SOURCES } from '@/lib/market/macro';
import { commodityId } from './catalog-data';
import { number, oneOf, optionalNumber, optionalText, readCsv, text } from './read-csv';

export interface CalendarRow {
  readonly name: 'ramadan-start' | 'idul-fitri' | 'idul-adha';
  /** ISO date. */
  readonly day: string;
  readonly status: 'official' | 'from-memory' | 'calculated';
}

export function calendar(): CalendarRow[] {
  return readCsv('calendar.csv').map((r) => ({
    name: oneOf(r, 'event', ['ramadan-start', 'idul-fitri', 'idul-adha']),
    day: text(r, 'date'),
    status: oneOf(r, 'status', ['official', 'from-memory', 'calculated']),
  }));
}

/** Rp per base unit; dates ISO, `null` where unknown (from) or still in force (to). */
export interface ReferencePriceRow {
  readonly commodityId: number;
  readonly kind: 'HET' | 'HAP';
  readonly zone: 1 | 2 | 3 | null;
  readonly low: number | null;
  readonly high: number;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly regulation: string;
  readonly note: string | null;
}

export function referencePrices(all: readonly Commodity[]): ReferencePriceRow[] {
  return readCsv('reference-prices.csv').map((r) => {
    const zone = optionalNumber(r, 'zone');
    if (zone !== null && zone !== 1 && zone !== 2 && zone !== 3) throw new Error(`no rice zone ${zone}`);
    const commodity = all.find((c) => c.code === r.commodity);
    if (commodity?.unit !== text(r, 'unit')) throw new Error(`unit of ${r.commodity} is not its base unit`);
    return {
      commodityId: commodityId(all, text(r, 'commodity')),
      kind: oneOf(r, 'kind', ['HET', 'HAP']),
      zone,
      low: optionalNumber(r, 'low_idr'),
      high: number(r, 'high_idr'),
      validFrom: optionalText(r, 'valid_from'),
      validTo: optionalText(r, 'valid_to'),
      regulation: optionalText(r, 'regulation') ?? 'nomor belum diperiksa (not verified)',
      note: optionalText(r, 'note'),
    };
  });
}

/** One figure of one month; `period` is the first of the month. A gap is a missing row. */
export interface MacroRow {
  readonly name: string;
  readonly period: string;
  readonly value: number;
  readonly source: string;
}

const SOURCE_OF: Readonly<Record<string, string>> = {
  usd_idr: MACRO_SOURCES.ecb,
  inflation_mom_pct: MACRO_SOURCES.inflation,
  food_inflation_yoy_pct: MACRO_SOURCES.foodInflation,
  pertalite_idr_per_l: MACRO_SOURCES.pump,
  solar_subsidised_idr_per_l: MACRO_SOURCES.pump,
};

export function macro(): MacroRow[] {
  return readCsv('macro-monthly.csv').flatMap((r) =>
    Object.entries(SOURCE_OF).flatMap(([name, source]) => {
      const value = optionalNumber(r, name);
      return value === null ? [] : [{ name, period: `${text(r, 'month')}-01`, value, source }];
    }),
  );
}
