import type { ToldCommodity } from '@/lib/live/field';
import type { Catalog } from '@/lib/market/catalog';

/** A commodity as a phone is told of it. */
export function toldCommodity(catalog: Catalog, commodityId: number): ToldCommodity {
  const known = catalog.commodities.get(commodityId);
  return {
    commodity: known?.code ?? '',
    commodity_name: { id: known?.nameId ?? '', en: known?.nameEn ?? '' },
    unit: known?.unit ?? '',
  };
}
