import type { AlertRules } from '@/lib/market/alert-rules';
import { isClosedAt } from '@/lib/market/closing';
import { assess, type DeviceNow, type MarketNow, type ProvinceNow } from '@/lib/warn/assess';
import type { Condition } from '@/lib/warn/condition';
import { referenceAt } from './board-facts';
import type { BoardSource } from './board-source';

const DAY_MS = 86_400_000;

/** What is not held in process. */
export interface AlertInput {
  readonly rules: AlertRules;
  /** Active devices that were not heard for a while, of markets that trade. */
  readonly devices: readonly DeviceNow[];
  /** Keys of the alerts that are open. */
  readonly open: ReadonlySet<string>;
}

/** Everything that calls for an alert now; costs no query of its own. */
export function alertConditions(source: BoardSource, input: AlertInput): readonly Condition[] {
  const now = source.clock.now();
  const commodities = [...source.catalog().commodities.keys()];
  const provinces = commodities.flatMap((id) => provincesOf(source, id, now));
  return assess({ ...input, provinces, markets: marketsOf(source, commodities, now), now });
}

/** Sums over the markets of one province. */
interface Sums {
  price: number;
  markets: number;
  simulated: boolean;
  before: number;
  after: number;
  /** Impact scores of markets that rose and of those that fell. */
  readonly rises: number[];
  readonly falls: number[];
}

function provincesOf(source: BoardSource, commodityId: number, now: number): ProvinceNow[] {
  const catalog = source.catalog();
  const facts = source.facts();
  const yesterday = facts.baselines.day.prices.get(commodityId);
  const byRegion = new Map<number, Sums>();
  for (const p of source.lastPrices.speaking(commodityId, now)) {
    const regionId = catalog.markets.get(p.marketId)?.regionId;
    if (regionId === undefined) continue;
    const sums = sumsOf(byRegion, regionId);
    sums.price += p.price;
    sums.markets += 1;
    sums.simulated ||= p.provenance === 'simulated';
    const old = yesterday?.get(p.marketId);
    if (old === undefined || now - p.observedAt > DAY_MS) continue;
    sums.before += old;
    sums.after += p.price;
    const impact = source.impacts.get(commodityId, p.marketId);
    if (impact !== null && p.price !== old) (p.price > old ? sums.rises : sums.falls).push(impact);
  }
  return [...byRegion].map(([regionId, sums]): ProvinceNow => {
    const change = sums.before === 0 ? null : sums.after / sums.before - 1;
    return {
      commodityId,
      regionId,
      price: Math.round(sums.price / sums.markets),
      markets: sums.markets,
      simulated: sums.simulated,
      change,
      impact: change === null ? null : mean(change > 0 ? sums.rises : sums.falls),
      reference: referenceAt(facts, catalog, commodityId, regionId),
    };
  });
}

function sumsOf(byRegion: Map<number, Sums>, regionId: number): Sums {
  let sums = byRegion.get(regionId);
  if (sums === undefined) {
    sums = { price: 0, markets: 0, simulated: false, before: 0, after: 0, rises: [], falls: [] };
    byRegion.set(regionId, sums);
  }
  return sums;
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.round((10 * values.reduce((a, b) => a + b, 0)) / values.length) / 10;
}

/** When each market that trades was last heard, with any commodity. */
function marketsOf(source: BoardSource, commodities: readonly number[], now: number): MarketNow[] {
  const catalog = source.catalog();
  const heard = new Map<number, MarketNow>();
  for (const id of commodities) {
    for (const p of source.lastPrices.of(id).values()) {
      const market = catalog.markets.get(p.marketId);
      const held = heard.get(p.marketId);
      if (market === undefined || (held !== undefined && held.lastHeard >= p.observedAt)) continue;
      if (isClosedAt(catalog, market, now)) continue;
      const simulated = p.provenance === 'simulated';
      const { regionId } = market;
      heard.set(p.marketId, { marketId: p.marketId, regionId, lastHeard: p.observedAt, simulated });
    }
  }
  return [...heard.values()];
}
