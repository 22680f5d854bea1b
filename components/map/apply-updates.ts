import type { MapMarket, MapRegion, PriceMap } from '@/lib/live/board';
import type { PriceUpdate } from '@/lib/live/events';
import { isShut } from './shut';

/**
 * The map with what was just accepted. A province's price is the mean of its markets; its change and gap
 * move with it. Provisional and quarantined prices move nothing, nor do those of a market that has closed. Updates inside
 * the snapshot are skipped.
 */
export function applyMapUpdates(map: PriceMap, updates: readonly PriceUpdate[]): PriceMap {
  const news = new Map<string, PriceUpdate>();
  for (const u of updates) {
    if (u.seq < map.seq || u.commodity !== map.commodity || u.lane !== 'accepted') continue;
    const other = news.get(u.market_id);
    if (other === undefined || u.observed_at >= other.observed_at) news.set(u.market_id, u);
  }
  if (news.size === 0) return map;
  const markets = map.markets.map((m) => {
    const update = news.get(m.market_id);
    // A price that was accepted only after a newer one of its market changes nothing.
    const late = update !== undefined && m.observed_at !== null && update.observed_at < m.observed_at;
    return update === undefined || late || isShut(map, m) ? m : movedMarket(m, update);
  });
  const touched = new Set([...news.values()].map((u) => u.region_id));
  const regions = map.regions.map((r) => (touched.has(r.region_id) ? movedRegion(r, markets) : r));
  const seq = Math.max(map.seq, ...[...news.values()].map((u) => u.seq + 1));
  return { ...map, markets, regions, seq };
}

/** True when a price was taken out again: what stands in its place the server tells alone. */
export function takesAway(updates: readonly PriceUpdate[]): boolean {
  return updates.some((u) => u.observation !== undefined && u.lane !== 'accepted');
}

function movedMarket(m: MapMarket, u: PriceUpdate): MapMarket {
  return {
    ...m,
    price: u.price,
    observed_at: u.observed_at,
    ledger_index: u.observation ?? u.seq,
    impact_score: u.impact_score,
    change_day: rescale(m.change_day, m.price, u.price),
    state: u.simulated ? 'simulated' : 'observed',
  };
}

function movedRegion(region: MapRegion, markets: readonly MapMarket[]): MapRegion {
  const prices = markets.flatMap((m) =>
    m.region_id === region.region_id && m.price !== null ? [m.price] : [],
  );
  if (prices.length === 0) return region;
  const price = prices.reduce((a, b) => a + b, 0) / prices.length;
  return {
    ...region,
    price,
    markets: prices.length,
    change_day: rescale(region.change_day, region.price, price),
    gap: rescale(region.gap, region.price, price),
  };
}

function rescale(ratio: number | null, from: number | null, to: number): number | null {
  return ratio === null || from === null || from === 0 ? ratio : (1 + ratio) * (to / from) - 1;
}
