import type { Catalog } from '@/lib/market/catalog';
import type { BaseUnit } from '@/lib/market/commodity';

/** A commodity as a phone is told of it. */
export interface ToldCommodity {
  readonly commodity: string;
  readonly commodity_name: { readonly id: string; readonly en: string };
  readonly unit: BaseUnit | '';
}

/** Empty words for what the catalogue does not hold. */
export function toldCommodity(catalog: Catalog, commodityId: number): ToldCommodity {
  const known = catalog.commodities.get(commodityId);
  return {
    commodity: known?.code ?? '',
    commodity_name: { id: known?.nameId ?? '', en: known?.nameEn ?? '' },
    unit: known?.unit ?? '',
  };
}
