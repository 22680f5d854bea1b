import type { Pool } from 'pg';
import { isClosedAt } from '@/lib/market/closing';
import type { Market } from '@/lib/market/market';
import { normaliseName } from '@/lib/market/names';
import { countDevices } from '@/lib/store/catalog/write-markets';
import type { BoardSource } from './board-source';

export interface MarketLine extends Market {
  readonly region: string;
  /** Commodities with a price that still counts. */
  readonly priced: number;
  /** When the newest of them was seen, ms; `null` for none. */
  readonly newest: number | null;
  readonly devices: number;
  /** Whether it is closed by now; with a later `closedOn` it still trades. */
  readonly closed: boolean;
}

/** Markets whose code, name, city or province has every word of a search, by name; with what is known of their data. */
export async function listMarkets(
  source: Pick<BoardSource, 'catalog' | 'clock' | 'lastPrices'> & { readonly pool: Pool },
  search: string,
): Promise<readonly MarketLine[]> {
  const catalog = source.catalog();
  const words = normaliseName(search).split(' ').filter(Boolean);
  const now = source.clock.now();
  const [seen, devices] = [lastSeen(source), await countDevices(source.pool)];
  return [...catalog.markets.values()]
    .map((market) => {
      const region = catalog.regions.get(market.regionId)?.name ?? '';
      const data = seen.get(market.id) ?? { priced: 0, newest: null };
      const closed = isClosedAt(catalog, market, now);
      return { ...market, region, ...data, devices: devices.get(market.id) ?? 0, closed };
    })
    .filter((m) => {
      const text = normaliseName(`${m.code} ${m.name} ${m.city} ${m.region}`);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'id') || a.id - b.id);
}

function lastSeen(source: Pick<BoardSource, 'catalog' | 'lastPrices'>) {
  const seen = new Map<number, { priced: number; newest: number | null }>();
  for (const commodityId of source.catalog().commodities.keys()) {
    for (const price of source.lastPrices.of(commodityId).values()) {
      const held = seen.get(price.marketId);
      seen.set(price.marketId, {
        priced: (held?.priced ?? 0) + 1,
        newest: Math.max(held?.newest ?? 0, price.observedAt),
      });
    }
  }
  return seen;
}
