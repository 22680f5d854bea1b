import type { CaseNeighbour } from '@/lib/live/review';
import type { Catalog } from '@/lib/market/catalog';
import { isoTime } from '@/lib/market/iso-time';
import type { Market } from '@/lib/market/market';
import type { LastPrices } from './last-prices';

const SHOWN = 8;
const EARTH_KM = 6_371;

/** The nearest markets with a price of the commodity, nearest first. */
export function neighboursOf(
  catalog: Catalog,
  lastPrices: LastPrices,
  market: Market,
  commodityId: number,
): readonly CaseNeighbour[] {
  const found: CaseNeighbour[] = [];
  for (const last of lastPrices.of(commodityId).values()) {
    const other = catalog.markets.get(last.marketId);
    if (other === undefined || other.id === market.id) continue;
    found.push({
      market_id: other.code,
      market: other.name,
      region: catalog.regions.get(other.regionId)?.name ?? '',
      km: Math.round(distance(market, other)),
      price: last.price,
      observed_at: isoTime(last.observedAt),
      latitude: other.latitude,
      longitude: other.longitude,
    });
  }
  return found.sort((a, b) => a.km - b.km).slice(0, SHOWN);
}

function distance(a: Market, b: Market): number {
  const rad = Math.PI / 180;
  const x = (b.longitude - a.longitude) * rad * Math.cos(((a.latitude + b.latitude) / 2) * rad);
  const y = (b.latitude - a.latitude) * rad;
  return EARTH_KM * Math.hypot(x, y);
}
