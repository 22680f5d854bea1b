import type { CommodityUnit } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';
import { normaliseName } from '@/lib/market/names';
import type { Region } from '@/lib/market/region';
import { list, number, oneOf, optionalNumber, optionalText, readCsv, text } from './read-csv';

/** The 38 provinces with every spelling that a device may send. */
export function regions(): Region[] {
  const spellings = new Map(
    readCsv('region-aliases.csv').map((r) => [number(r, 'code'), list(r, 'aliases')]),
  );
  return readCsv('provinces.csv').map((r) => {
    const id = number(r, 'code');
    const name = text(r, 'name');
    const panelName = optionalText(r, 'panel_name');
    const zone = number(r, 'rice_zone');
    if (zone !== 1 && zone !== 2 && zone !== 3) throw new Error(`no rice zone ${zone}`);
    return {
      id,
      name,
      panelName,
      island: text(r, 'island'),
      timeZone: oneOf(r, 'time_zone', ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']),
      riceZone: zone,
      latitude: number(r, 'latitude'),
      longitude: number(r, 'longitude'),
      aliases: [
        ...new Set([name, panelName ?? name, ...(spellings.get(id) ?? [])].map((a) => a.toLowerCase())),
      ],
    };
  });
}

/** Commodities numbered from 1 in the order of the file. */
export function commodities(): Commodity[] {
  return readCsv('commodities.csv').map((r, i) => ({
    id: i + 1,
    code: text(r, 'code'),
    nameId: text(r, 'name_id'),
    nameEn: text(r, 'name_en'),
    unit: oneOf(r, 'unit', ['kg', 'l']),
    panelName: optionalText(r, 'panel_name'),
    volatility: oneOf(r, 'volatility', ['low', 'medium', 'high']),
    typicalPrice: optionalNumber(r, 'typical_price_idr'),
    householdPerMonth: optionalNumber(r, 'household_kg_or_l_per_month'),
  }));
}

/** A spelling; `marketCode` narrows it to one market. Stored in its normal form. */
export interface AliasRow {
  readonly alias: string;
  readonly commodityId: number;
  readonly marketCode: string | null;
}

export function aliases(all: readonly Commodity[]): AliasRow[] {
  const idOf = (code: string) => commodityId(all, code);
  const everywhere = readCsv('aliases.csv').flatMap((r) =>
    list(r, 'commodities').map((code) => ({
      alias: normaliseName(text(r, 'alias')),
      commodityId: idOf(code),
      marketCode: null,
    })),
  );
  const local = readCsv('market-aliases.csv').map((r) => ({
    alias: normaliseName(text(r, 'alias')),
    commodityId: idOf(text(r, 'commodity')),
    marketCode: text(r, 'market'),
  }));
  return [...everywhere, ...local];
}

/** Units of a base unit are given to every commodity that is kept in it. */
export function units(all: readonly Commodity[]): CommodityUnit[] {
  return readCsv('units.csv').flatMap((r) => {
    const target = text(r, 'applies_to');
    const meant = all.filter((c) => c.unit === target || c.code === target);
    if (meant.length === 0) throw new Error(`no commodity or base unit ${target}`);
    return meant.map((c) => ({
      commodityId: c.id,
      unit: normaliseName(text(r, 'unit')),
      baseUnits: number(r, 'base_units'),
    }));
  });
}

/** @throws Error when no commodity has the code */
export function commodityId(all: readonly Commodity[], code: string): number {
  const found = all.find((c) => c.code === code);
  if (found === undefined) throw new Error(`no commodity ${code}`);
  return found.id;
}
