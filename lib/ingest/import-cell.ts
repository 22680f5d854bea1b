import type { Commodity } from '@/lib/market/commodity';
import type { Market } from '@/lib/market/market';
import type { Region } from '@/lib/market/region';
import { parseImportAmount } from './import-amount';
import { parseImportDay } from './import-day';
import { createImportNames } from './import-names';
import { type ImportContext, type RowResult, refuse } from './import-row';
import { MAX_PRICE } from './parse-price';
import { baseUnitsOf, unitsOf } from './unit';

/** One price as a file says it. Absent columns are `null`. */
export interface SaidPrice {
  readonly date: string;
  readonly region: string | null;
  readonly market: string | null;
  readonly commodity: string;
  readonly unit: string | null;
  readonly price: string;
}

export interface CellOptions {
  /** Thousands are parted with commas. */
  readonly commaGroups: boolean;
}

interface Place {
  readonly regionId: number;
  readonly marketId: number | null;
  readonly marketName: string | null;
}

type Outcome<T> = { readonly value: T } | { readonly refused: RowResult };

/** A reader of single prices that also refuses a second price of the same place, commodity and day. */
export function createCellReader(
  context: ImportContext,
  options: CellOptions,
): (said: SaidPrice, line: number) => RowResult {
  const names = createImportNames(context.catalog);
  const seen = new Map<string, number>();

  /** @param region that the row names; `null` for none, or none that is known */
  function atMarket(market: Market, region: Region | null, said: SaidPrice, line: number): Outcome<Place> {
    const { id, regionId, name } = market;
    if (region === null || region.id === regionId)
      return { value: { regionId, marketId: id, marketName: name } };
    const lies = context.catalog.regions.get(regionId)?.name ?? 'another province';
    const message = `Market ${market.code} lies in ${lies}; correct the market or the region of the row.`;
    return {
      refused: refuse(line, 'region_mismatch', `${said.market ?? market.code}, ${said.region}`, message),
    };
  }

  function placeOf(said: SaidPrice, line: number): Outcome<Place> {
    const name = (said.market ?? context.marketCode ?? '').trim();
    const region = said.region === null ? null : names.region(said.region);
    const regionId = said.region === null ? context.regionId : (region?.id ?? null);
    const market = name === '' ? null : names.market(name, regionId);
    if (market !== null) return atMarket(market, region, said, line);
    if (regionId !== null) {
      return { value: { regionId, marketId: null, marketName: name === '' ? null : name } };
    }
    // A column of "region or market" holds names of regions too.
    const meant = names.region(name);
    if (meant !== null) return { value: { regionId: meant.id, marketId: null, marketName: null } };
    const message = 'The row lies in no known province; say which with --region.';
    return { refused: refuse(line, 'unknown_region', said.region ?? name, message) };
  }

  function commodityOf(said: SaidPrice, marketId: number | null, line: number): Outcome<Commodity> {
    const meaning = names.commodity(said.commodity, marketId);
    const found = meaning.kind === 'known' ? context.catalog.commodities.get(meaning.commodityId) : undefined;
    if (found !== undefined) return { value: found };
    if (meaning.kind === 'ambiguous') {
      const message = `The name can mean ${meaning.candidates.join(', ')}; add an alias for the one that is meant.`;
      return { refused: refuse(line, 'ambiguous_commodity', said.commodity, message) };
    }
    const message = 'The catalogue has no commodity of this name; add an alias if it is one of them.';
    return { refused: refuse(line, 'unknown_commodity', said.commodity, message) };
  }

  function priceOf(said: SaidPrice, commodity: Commodity, line: number): Outcome<number> {
    const amount = parseImportAmount(said.price, options.commaGroups);
    if (amount.kind === 'missing') {
      const message = 'No price was seen: an empty cell and a zero both mean missing.';
      return { refused: refuse(line, 'missing_price', said.price, message) };
    }
    if (amount.kind === 'bad') return { refused: refuse(line, 'bad_price', said.price, amount.message) };
    const held = said.unit === null ? 1 : baseUnitsOf(said.unit, commodity, context.catalog);
    if (held === null) {
      const message = `A price by this unit cannot be turned into Rp per ${commodity.unit}; known are ${unitsOf(commodity, context.catalog).join(', ')}.`;
      return { refused: refuse(line, 'unknown_unit', `${said.unit} (${commodity.code})`, message) };
    }
    const price = Math.round(amount.rupiah / held);
    if (price >= 1 && price <= MAX_PRICE) return { value: price };
    const message = `A price must be from 1 to ${MAX_PRICE} rupiah per ${commodity.unit}.`;
    return { refused: refuse(line, 'bad_price', said.price, message) };
  }

  return (said, line) => {
    const day = parseImportDay(said.date, context.today);
    if (day === null) {
      const message = 'The date must be YYYY-MM-DD or DD/MM/YYYY, from 1990 until today.';
      return refuse(line, 'bad_date', said.date, message);
    }
    const place = placeOf(said, line);
    if ('refused' in place) return place.refused;
    const commodity = commodityOf(said, place.value.marketId, line);
    if ('refused' in commodity) return commodity.refused;
    const price = priceOf(said, commodity.value, line);
    if ('refused' in price) return price.refused;
    const { regionId, marketId, marketName } = place.value;
    const key = `${day}|${regionId}|${marketName}|${commodity.value.id}`;
    const first = seen.get(key);
    if (first !== undefined) {
      const message = `Line ${first} already gives this commodity at this place on this day.`;
      return refuse(line, 'repeated', `${said.commodity} ${said.price}`, message);
    }
    seen.set(key, line);
    const commodityId = commodity.value.id;
    return {
      ok: true,
      price: { line, day, regionId, marketId, marketName, commodityId, price: price.value },
    };
  };
}
