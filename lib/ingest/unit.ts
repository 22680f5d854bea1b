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

/** `Rp./Kg`, `per kg` and `/kg` all name the unit `kg`. */
function bareUnit(said: string): string {
  return normaliseName(said).replace(/^(?:rp )?(?:per )?/, '');
}

/** How many base units of `commodity` one `said` holds (ons → 0.1); `null` when the unit is not known for it. */
export function baseUnitsOf(said: string, commodity: Commodity, catalog: Catalog): number | null {
  if (said.length > 40) return null;
  const unit = bareUnit(said);
  if (BASE_UNIT_NAMES[unit] === commodity.unit) return 1;
  return catalog.units.get(`${commodity.id}:${unit}`) ?? null;
}

/** Every unit in which `commodity` may be priced, its base unit first. */
export function unitsOf(commodity: Commodity, catalog: Catalog): string[] {
  const prefix = `${commodity.id}:`;
  const others = [...catalog.units.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  return [...new Set([commodity.unit, ...others])];
}
