import type { PriceMap } from '@/lib/live/board';
import type { TimeZone } from '@/lib/market/region';

/** The time that a province lives by; western Indonesia's for one that the map does not have. */
export function zoneOf(map: Pick<PriceMap, 'regions'>, regionId: number): TimeZone {
  return map.regions.find((r) => r.region_id === regionId)?.time_zone ?? 'Asia/Jakarta';
}
