import type { CommodityUnit } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';
import type { MarketFacts } from '@/lib/market/market';
import type { Region } from '@/lib/market/region';
import { type AliasRow, aliases, commodities, regions, units } from './catalog-data';
import {
  type CalendarRow,
  calendar,
  type MacroRow,
  macro,
  type ReferencePriceRow,
  referencePrices,
} from './reference-data';

/** Everything that a fresh database holds before anybody has sent a price. */
export interface SeedRows {
  readonly regions: readonly Region[];
  readonly commodities: readonly Commodity[];
  readonly aliases: readonly AliasRow[];
  readonly units: readonly CommodityUnit[];
  readonly calendar: readonly CalendarRow[];
  readonly referencePrices: readonly ReferencePriceRow[];
  readonly macro: readonly MacroRow[];
  readonly exampleMarket: MarketFacts;
}

const EXAMPLE_MARKET: MarketFacts = {
  code: 'PASAR-001',
  name: 'Pasar Contoh',
  city: 'Jakarta Pusat',
  regionId: 31,
  latitude: -6.1862,
  longitude: 106.8341,
  origin: 'example',
};

/** Reads the seed data from its files. @throws Error naming the row when a file is malformed */
export function seedRows(): SeedRows {
  const all = commodities();
  return {
    regions: regions(),
    commodities: all,
    aliases: aliases(all),
    units: units(all),
    calendar: calendar(),
    referencePrices: referencePrices(all),
    macro: macro(),
    exampleMarket: EXAMPLE_MARKET,
  };
}
