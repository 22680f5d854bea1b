import type { MapMarket, PriceMap } from '@/lib/live/board';
import { hasClosed } from '@/lib/market/closing';
import { zoneOf } from './zone-of';

/** Whether a market has closed for good by the map's own time: it is drawn nowhere, and its name is still known. */
export function isShut(
  map: Pick<PriceMap, 'at' | 'regions'>,
  { closed_on, region_id }: Pick<MapMarket, 'closed_on' | 'region_id'>,
): boolean {
  return hasClosed(closed_on, zoneOf(map, region_id), Date.parse(map.at));
}
