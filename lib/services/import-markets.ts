import { createHash } from 'node:crypto';
import { SmpError } from '@/lib/errors';
import type { ImportedPrice, ImportFormat } from '@/lib/ingest/import-row';
import type { Catalog } from '@/lib/market/catalog';
import type { Market, MarketFacts } from '@/lib/market/market';
import { normaliseName } from '@/lib/market/names';

/** Means of a region stand for themselves: those of two sources are not mixed. */
const SOURCE: Readonly<Record<ImportFormat, string>> = {
  csv: 'PANEL',
  'panel-harga': 'PANEL',
  pihps: 'PIHPS',
};
const CODE = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;

/**
 * The market that an imported price belongs to: one of the catalogue, or the one to be made for its series. A
 * mean of a region becomes a market of its own, named as what it is and placed at the region's label point.
 *
 * @throws SmpError CONFLICT when its code belongs to a market that was registered by hand
 */
export function marketFor(
  catalog: Catalog,
  price: ImportedPrice,
  format: ImportFormat,
): Market | MarketFacts {
  const known = price.marketId === null ? undefined : catalog.markets.get(price.marketId);
  if (known !== undefined) return known;
  const made = newMarket(catalog, price, format);
  const held = catalog.marketByCode.get(made.code);
  if (held === undefined) return made;
  if (held.origin === 'imported') return held;
  throw new SmpError('CONFLICT', `The market ${made.code} exists and was not made by an import.`);
}

function newMarket(catalog: Catalog, price: ImportedPrice, format: ImportFormat): MarketFacts {
  const region = catalog.regions.get(price.regionId);
  if (region === undefined) throw new Error(`region ${price.regionId} left the catalog`);
  const name = price.marketName;
  return {
    code: name === null ? `${SOURCE[format]}-${region.id}` : codeOf(catalog, name, region.id),
    name: name ?? `Rata-rata ${region.name} (${SOURCE[format] === 'PIHPS' ? 'PIHPS' : 'panel'})`,
    city: region.name,
    regionId: region.id,
    latitude: region.latitude,
    longitude: region.longitude,
    origin: 'imported',
  };
}

/** What looks like a code is one; other names are spelled in it, with a mark when two names spell alike. */
function codeOf(catalog: Catalog, name: string, regionId: number): string {
  if (CODE.test(name)) return name;
  const spelled = normaliseName(name).toUpperCase().replaceAll(' ', '-').slice(0, 24);
  const code = `IMP-${regionId}-${spelled}`;
  const held = catalog.marketByCode.get(code);
  if (spelled !== '' && (held === undefined || normaliseName(held.name) === normaliseName(name))) return code;
  return `${code}-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
}
