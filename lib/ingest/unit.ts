import type { Catalog } from '@/lib/market/catalog';
import type { BaseUnit, Commodity } from '@/lib/market/commodity';
import { normaliseName } from '@/lib/market/names';

const BASE_UNIT_NAMES: Readonly<Record<string, BaseUnit>> = {
  kg: 'kg',
  kilo: 'kg',
  kilogram: 'kg',
  l: 'l',
  lt: 'l',
  ltr: 'l',
  liter: 'l',
  litre: 'l',
};

/** `250 gr` and `0,5 kg`: how many, then of what. */
const PACK = /^(\d{1,4}|0[.,]\d{1,3})\s*([a-z].*)$/i;

/** `Rp./Kg`, `per kg` and `/kg` all name the unit `kg`. */
function bareUnit(said: string): string {
  return said
    .trim()
    .replace(/^rp\b\.?\s*/i, '')
    .replace(/^(?:\/|per\b)\s*/i, '');
}

/** How many base units of `commodity` one `said` holds (ons → 0.1); `null` when the unit is not known for it. */
export function baseUnitsOf(said: string, commodity: Commodity, catalog: Catalog): number | null {
  if (said.length > 40) return null;
  const bare = bareUnit(said);
  const pack = PACK.exec(bare);
  const count = pack === null ? 1 : Number((pack[1] ?? '').replace(',', '.'));
  const unit = normaliseName(pack?.[2] ?? bare);
  const each = BASE_UNIT_NAMES[unit] === commodity.unit ? 1 : catalog.units.get(`${commodity.id}:${unit}`);
  return each === undefined || count === 0 ? null : count * each;
}

/** Every unit in which `commodity` may be priced, its base unit first. */
export function unitsOf(commodity: Commodity, catalog: Catalog): string[] {
  const prefix = `${commodity.id}:`;
  const others = [...catalog.units.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  return [...new Set([commodity.unit, ...others])];
}
