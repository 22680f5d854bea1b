import { localDay } from '@/lib/market/calendar';
import type { Commodity, VolatilityClass } from '@/lib/market/commodity';
import { normaliseName } from '@/lib/market/names';
import type { PriceReport } from '@/lib/validate/report';
import { aliases, commodities, regions } from '@/prisma/seed/catalog-data';
import { dayOf } from '../prices/read-rows';
import { saidPrice } from '../prices/said-price';

/** One line of the input, as text. */
export type ReportRow = Readonly<
  Record<'received_at' | 'market_id' | 'region' | 'device_id' | 'commodity' | 'price', string | undefined>
>;

/** Numbers for names that the catalogue does not know start here. */
const UNKNOWN_FROM = 10_000;

/**
 * Turns lines into reports with the names of the shipped catalogue. Unknown markets, regions and commodities
 * get numbers of their own; an unknown commodity takes the volatility class of the catalogue name that it
 * contains (`Cabai Rawit Hijau` moves like chili), else `medium`.
 */
export function createReportReader(): (row: ReportRow) => PriceReport {
  const known = commodities();
  const byName = new Map<string, Commodity>();
  for (const a of aliases(known)) {
    const commodity = known.find((c) => c.id === a.commodityId);
    if (commodity !== undefined && a.marketCode === null) byName.set(a.alias, commodity);
  }
  for (const c of known) {
    for (const name of [c.code, c.nameId, c.nameEn, c.panelName])
      if (name) byName.set(normaliseName(name), c);
  }
  const provinces = new Map(
    regions().flatMap((r) => [r.name, r.panelName ?? r.name, ...r.aliases].map((n) => [normaliseName(n), r])),
  );
  const marketIds = numbering(1);
  const regionIds = numbering(UNKNOWN_FROM);
  const items = new Map<string, Pick<Commodity, 'id' | 'volatility' | 'typicalPrice'>>();
  const itemIds = numbering(UNKNOWN_FROM);
  const item = (name: string) => {
    let found = items.get(name);
    if (found === undefined) {
      const key = normaliseName(name);
      found = byName.get(key) ?? { id: itemIds(key), volatility: classOf(key, byName), typicalPrice: null };
      items.set(name, found);
    }
    return found;
  };
  return (row) => {
    const region = row.region ?? '';
    const province = provinces.get(normaliseName(region));
    const commodity = item(row.commodity ?? '');
    const receivedAt = timeOf(row.received_at ?? '');
    return {
      deviceId: row.device_id ?? '',
      marketId: marketIds(`${region}/${row.market_id}`),
      regionId: province?.id ?? regionIds(normaliseName(region)),
      island: province?.island ?? 'unknown',
      commodityId: commodity.id,
      volatility: commodity.volatility,
      typicalPrice: commodity.typicalPrice,
      price: saidPrice(row.price ?? ''),
      observedAt: receivedAt,
      receivedAt,
      day: localDay(receivedAt, province?.timeZone ?? 'Asia/Jakarta'),
    };
  };
}

const DIGITS = /^[T ][\d:.,]+$/i;
/** What a time ends in that names its zone. */
const ZONE = /(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/i;

/** ms since 1970 of an ISO 8601 time, in UTC where it names no zone, on every machine; NaN for anything else. */
function timeOf(text: string): number {
  if (dayOf(text.slice(0, 10)) === null) return Number.NaN;
  const time = text.slice(10);
  if (time === '') return Date.parse(text);
  if (ZONE.test(time)) return Date.parse(text.replace(/[+-]\d{2}$/, '$&:00'));
  return Date.parse(DIGITS.test(time) ? `${text}Z` : `${text} UTC`);
}

function classOf(name: string, byName: ReadonlyMap<string, Commodity>): VolatilityClass {
  let best = '';
  for (const alias of byName.keys()) {
    if (alias.length > best.length && ` ${name} `.includes(` ${alias} `)) best = alias;
  }
  const byFirstWord = [...byName].find(([alias]) => alias.split(' ')[0] === name.split(' ')[0])?.[1];
  return (byName.get(best) ?? byFirstWord)?.volatility ?? 'medium';
}

function numbering(from: number): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    let number = numbers.get(name);
    if (number === undefined) {
      number = from + numbers.size;
      numbers.set(name, number);
    }
    return number;
  };
}
